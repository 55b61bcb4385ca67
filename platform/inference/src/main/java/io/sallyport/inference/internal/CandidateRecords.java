package io.sallyport.inference.internal;

import io.sallyport.api.lifecycle.StateFile;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps over restarts what is known of candidates: comparisons of shadows, and the figures of versions that are candidates. What came in the last ten seconds
 * before the process is cut off is lost. A file that is damaged is put aside, and all begins anew: it decides nothing. Thread-safe.
 */
@Component(service = CandidateRecords.class)
public final class CandidateRecords {
  private static final Logger LOG = LoggerFactory.getLogger(CandidateRecords.class);
  private static final String FORM = "sallyport.candidates/1";
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final int MOST = 64;
  private static final int LARGEST_FIGURES = 1 << 16;

  private final Router router;
  private final ModelRegistry registry;
  private final Shadow shadow;
  private final StateFile file;
  /** Figures of versions that are not loaded again yet, as written, by digest. */
  private final Map<String, byte[]> waiting = new LinkedHashMap<>();
  /** Figures of candidates as they were when they were last looked at. */
  private Map<String, byte[]> seen = Map.of();
  private byte[] written = {};
  private Instant last;

  @Activate
  public CandidateRecords(BundleContext context, @Reference Router router, @Reference ModelRegistry registry, @Reference Shadow shadow) {
    this(directory(context), router, registry, shadow);
  }

  /** @param directory created when there is something to keep */
  CandidateRecords(Path directory, Router router, ModelRegistry registry, Shadow shadow) {
    this.router = router;
    this.registry = registry;
    this.shadow = shadow;
    this.file = new StateFile(directory.resolve("candidates.state"), FORM);
    this.last = shadow.clock().instant();
    read();
  }

  private static Path directory(BundleContext context) {
    String data = context.getProperty("sallyport.data");
    return data == null ? context.getDataFile("inference").toPath() : Path.of(data, "inference");
  }

  private void read() {
    List<ShadowPair> pairs = new ArrayList<>();
    try {
      StateFile.Found found = file.read(in -> readAll(in, pairs));
      if (found instanceof StateFile.Found.Damaged damaged) {
        LOG.warn("{} is damaged, comparisons and figures of candidates begin anew: {}", file.file(), damaged.why());
        waiting.clear();
        file.setAside();
      } else {
        shadow.pairs().restore(pairs);
        seen = Map.copyOf(waiting);
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be read, comparisons and figures of candidates begin anew", file.file(), e);
    }
  }

  private void readAll(DataInputStream in, List<ShadowPair> pairs) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      pairs.add(ShadowPair.read(in, shadow.clock()));
    }
    for (int left = in.readInt(); left > 0; left--) {
      String digest = in.readUTF();
      int length = in.readInt();
      if (length < 0 || length > LARGEST_FIGURES) {
        throw new IOException("figures of " + length + " bytes");
      }
      waiting.put(digest, in.readNBytes(length));
    }
  }

  /** A version of the running generation is loaded again after a start. True if it goes on with figures that were kept. */
  synchronized boolean resume(ServedModel model) {
    byte[] kept = waiting.remove(model.description().identity().digest());
    if (kept == null) {
      return false;
    }
    try {
      model.figures().read(new DataInputStream(new ByteArrayInputStream(kept)));
      return true;
    } catch (IOException e) {
      LOG.warn("The figures of {} begin anew", model.description().identity(), e);
      return false;
    }
  }

  /** A version comes in, or gets another part: its health is judged from here on. */
  synchronized void begin(PackageVersion version) {
    waiting.remove(version.digest());
    shadow.begin(version);
  }

  /** To be called about once a second: writes every ten seconds, if there is something new. */
  synchronized void save() {
    Instant time = shadow.clock().instant();
    if (time.isBefore(last.plus(PAUSE))) {
      return;
    }
    last = time;
    try {
      write(content(figures()));
    } catch (IOException e) {
      unwritten(e);
    }
  }

  private void write(byte[] content) throws IOException {
    if (!Arrays.equals(content, written) && (content.length > 2 * Integer.BYTES || Files.exists(file.file()))) {
      Files.createDirectories(file.file().getParent());
      file.write(out -> out.write(content));
      written = content;
    }
  }

  private void unwritten(IOException cause) {
    LOG.warn("{} cannot be written: after a restart, comparisons and figures of candidates are those of the last time", file.file(), cause);
  }

  /** When the platform ends, versions and their parts may be gone before this: then what was seen last counts. */
  @Deactivate
  synchronized void close() {
    Map<String, byte[]> before = seen;
    try {
      Map<String, byte[]> figures = new LinkedHashMap<>(before);
      figures.putAll(figures());
      write(content(figures));
    } catch (IOException e) {
      unwritten(e);
    }
  }

  /** Of all candidates, loaded or not yet. */
  private Map<String, byte[]> figures() throws IOException {
    Map<String, byte[]> figures = new LinkedHashMap<>(waiting);
    for (ServedModel model : registry.all()) {
      if (isCandidate(model)) {
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        model.figures().write(new DataOutputStream(one));
        figures.put(model.description().identity().digest(), one.toByteArray());
      }
    }
    seen = figures;
    return figures;
  }

  private byte[] content(Map<String, byte[]> figures) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    List<ShadowPair> pairs = shadow.pairs().all();
    out.writeInt(pairs.size());
    for (ShadowPair pair : pairs) {
      pair.write(out);
    }
    List<Map.Entry<String, byte[]>> latest = List.copyOf(figures.entrySet());
    out.writeInt(Math.min(MOST, latest.size()));
    for (Map.Entry<String, byte[]> entry : latest.subList(Math.max(0, latest.size() - MOST), latest.size())) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().length);
      out.write(entry.getValue());
    }
    return bytes.toByteArray();
  }

  private boolean isCandidate(ServedModel model) {
    String digest = model.description().identity().digest();
    return router.traffic(model.description().identity().name()).filter(traffic -> traffic.candidate().digest().equals(digest)).isPresent();
  }

  /** Why the version is not healthy as a shadow, if so. */
  Optional<String> trouble(PackageVersion version) {
    return shadow.trouble(version);
  }
}
