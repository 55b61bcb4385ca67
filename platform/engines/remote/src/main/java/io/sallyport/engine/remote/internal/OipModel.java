package io.sallyport.engine.remote.internal;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.engine.DeadlineException;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.RemoteFailure;
import io.sallyport.inference.engine.RemoteModel;
import io.sallyport.inference.engine.RemoteSpec;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Text;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One version of a model on a server that speaks the Open Inference Protocol. Thread-safe, no locks. */
final class OipModel implements RemoteModel {
  private static final String HEADER_LENGTH = "Inference-Header-Content-Length";
  private static final String BINARY = "binary_tensor_data";
  private static final Limits METADATA = new Limits(1 << 20, 16);
  /** A server that asks for patience is left alone no longer than this. */
  private static final long LONGEST_PATIENCE_SECONDS = 60;

  /** The way that was proved. */
  private record Way(Conduit conduit, Endpoint endpoint, boolean binary) {}

  private final RemoteSpec spec;
  private final Conduits conduits;
  private final AtomicLong patienceEnds = new AtomicLong(System.nanoTime());
  private volatile Optional<Way> way = Optional.empty();
  private volatile boolean closed;

  OipModel(RemoteSpec spec, Conduits conduits) {
    this.spec = spec;
    this.conduits = conduits;
  }

  @Override
  public String path() {
    return "conduit " + spec.conduit() + ", " + conduits.find(spec.conduit()).map(Conduit::address).orElse("not configured") + ", " + spec.model() + " " + spec.version();
  }

  @Override
  public void configured() {
    conduits.require(spec.conduit()).open();
  }

  @Override
  public Duration patience() {
    return conduits.find(spec.conduit()).flatMap(Conduit::timeout).filter(own -> own.compareTo(PATIENCE) > 0).orElse(PATIENCE);
  }

  @Override
  public void verify(Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    way = Optional.empty();
    Conduit conduit = conduits.require(spec.conduit());
    Endpoint endpoint = conduit.open();
    try {
      boolean binary = !endpoint.settings().json() && extensions(json(endpoint, "/v2", until)).contains(BINARY);
      json(endpoint, model() + "/ready", true, until);
      Optional<String> mismatch = RemoteSignature.mismatch(json(endpoint, model(), until), spec);
      if (mismatch.isPresent()) {
        throw Failures.other(mismatch.get(), path());
      }
      patienceEnds.set(System.nanoTime());
      way = Optional.of(new Way(conduit, endpoint, binary));
    } catch (RemoteFailure e) {
      throw new RefusedException(e.refusal().orElseThrow(), e);
    } catch (DeadlineException e) {
      throw new RefusedException(Failures.late(patience.toMillis(), path()).refusal().orElseThrow(), e);
    }
  }

  private static List<String> extensions(JsonObject server) {
    return server.has("extensions") ? server.strings("extensions") : List.of();
  }

  private String model() {
    return "/v2/models/" + spec.model() + "/versions/" + spec.version();
  }

  private JsonObject json(Endpoint endpoint, String path, long until) {
    return json(endpoint, path, false, until);
  }

  /** @param empty whether the answer may have no body */
  private JsonObject json(Endpoint endpoint, String path, boolean empty, long until) {
    HttpResponse<byte[]> response = endpoint.send(endpoint.request(path).GET().build(), path(), until);
    if (response.statusCode() != 200) {
      throw Failures.refused(response.statusCode(), said(response.body()), path() + ", " + path);
    }
    if (empty) {
      return JsonObject.builder().build();
    }
    try {
      return Json.parseObject(response.body(), path, METADATA);
    } catch (RefusedException e) {
      throw Failures.unusableAnswer(e.refusal().what(), path() + ", " + path, e);
    }
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs, long until) {
    if (closed) {
      throw new EngineException(spec.name() + " is closed");
    }
    Way proved = way.filter(known -> conduits.find(spec.conduit()).filter(now -> now == known.conduit()).isPresent()).orElseThrow(() -> Failures.changed(path()));
    if (patienceEnds.get() - System.nanoTime() > 0) {
      throw Failures.busy("it asked for patience", path());
    }
    InferBody body = body(inputs, proved);
    HttpRequest.Builder request = proved.endpoint().request(model() + "/infer").POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()));
    if (body.binary()) {
      request.header(HEADER_LENGTH, Integer.toString(body.header())).header("Content-Type", "application/octet-stream");
    } else {
      request.header("Content-Type", "application/json");
    }
    return answer(proved.endpoint().send(request.build(), path(), until));
  }

  private InferBody body(Map<String, Tensor> inputs, Way proved) {
    try {
      return InferBody.of(spec, inputs, proved.binary());
    } catch (RefusedException e) {
      throw new EngineException("the inputs cannot be sent: " + e.refusal().what(), e);
    }
  }

  private Map<String, Tensor> answer(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 503 || status == 429) {
      response.headers().firstValue("Retry-After").ifPresent(this::patience);
      throw Failures.busy("status " + status, path());
    }
    if (status != 200) {
      throw Failures.refused(status, said(response.body()), path());
    }
    try {
      Optional<String> header = response.headers().firstValue(HEADER_LENGTH);
      return InferAnswer.read(response.body(), header.isPresent() ? OptionalInt.of(Integer.parseInt(header.get())) : OptionalInt.empty(), spec);
    } catch (IllegalArgumentException e) {
      throw Failures.unusableAnswer(e.getMessage(), path(), e);
    }
  }

  /** Only seconds are honoured, not dates. */
  private void patience(String retryAfter) {
    if (retryAfter.matches("[0-9]{1,9}")) {
      patienceEnds.set(System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.min(LONGEST_PATIENCE_SECONDS, Long.parseLong(retryAfter))));
    }
  }

  /** The protocol's error text, or nothing. */
  private static String said(byte[] body) {
    try {
      return Text.shown(Json.parseObject(body, "error", METADATA).optionalString("error").orElse(""));
    } catch (RefusedException e) {
      return "";
    }
  }

  @Override
  public boolean isFreed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
