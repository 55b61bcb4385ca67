package io.sallyport.http.internal.oip;

import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.http.internal.area.HttpRefusal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be wrong with an inference request. */
final class Faults {
  private static final Pattern STRANGE = Pattern.compile("[^\\p{Alnum}._:/ -]");

  private static final int MOST_NAMED = 8;
  private static final int SECONDS = 1;

  private Faults() {}

  static HttpRefusal malformed(String what, String where) {
    return HttpRefusal.of(400, "SP-HTTP-0015", what, where, "send a request of the Open Inference Protocol, version 2");
  }

  static HttpRefusal binary(String what, String where) {
    return HttpRefusal.of(400, "SP-HTTP-0016", what, where, "make header, binary_data_size and body agree");
  }

  static HttpRefusal type(String name, String where) {
    return HttpRefusal.of(400, "SP-HTTP-0017", "the data type " + name + " is not served", where, "use BOOL, UINT8, INT8, INT32, INT64, FP32 or FP64");
  }

  /** @param specs those that it has */
  static HttpRefusal input(String name, List<TensorSpec> specs) {
    String takes = specs.stream().limit(MOST_NAMED).map(spec -> spec.name() + " " + spec.type() + spec.shape()).collect(Collectors.joining("; "));
    return HttpRefusal.of(400, "SP-HTTP-0018", "the model has no input " + shown(name) + "; it takes " + takes + (specs.size() > MOST_NAMED ? "; …" : ""), "inputs", "see the model's inputs at /v2/models/NAME");
  }

  static HttpRefusal shape(String what, String where) {
    return HttpRefusal.of(400, "SP-HTTP-0018", what, where, "see the model's inputs at /v2/models/NAME");
  }

  static HttpRefusal value(String what, String where) {
    return HttpRefusal.of(400, "SP-HTTP-0019", what, where, "send values that the data type holds");
  }

  static HttpRefusal unsupported(String what, String where) {
    return HttpRefusal.of(400, "SP-HTTP-0020", "the parameter " + what + " asks for what is not done here", where, "leave it out");
  }

  static HttpRefusal output(String name) {
    return HttpRefusal.of(400, "SP-HTTP-0021", "the model has no output " + name, "outputs", "see the model's outputs at /v2/models/NAME");
  }

  static HttpRefusal model(String what) {
    return HttpRefusal.of(404, "SP-HTTP-0022", "no model that answers has this name and version", what, "see the models at /api/models");
  }

  static HttpRefusal notFinite(String output) {
    return HttpRefusal.of(500, "SP-HTTP-0023", "the output " + output + " has a value that is not a finite number, which JSON cannot express", output, "ask for it as binary data");
  }

  static HttpRefusal overloaded(String what) {
    return HttpRefusal.of(503, "SP-HTTP-0014", what, "/v2", "come again in a second, or raise the bounds in io.sallyport.http").retryAfter(SECONDS);
  }

  static HttpRefusal memoryTaken() {
    return overloaded("bodies, tensors and answers of the requests at work need all the memory that they may have");
  }

  /** However often it comes: it does not fit. */
  static HttpRefusal tooMuchMemory(long bytes, long most) {
    return HttpRefusal.of(413, "SP-HTTP-0080", "body, tensors and answer of this request need " + bytes + " bytes and more, all requests together may have " + most, "request",
        "send less in one call, send and ask for binary data, or raise bodies.max.bytes in io.sallyport.http");
  }

  /** A name of the client's in a message: short, and without what a terminal would obey. */
  static String shown(String name) {
    String clean = STRANGE.matcher(name).replaceAll("?");
    return clean.length() > 64 ? clean.substring(0, 64) + "…" : clean;
  }
}
