package io.sallyport.provision.internal.site;

import io.sallyport.provision.Approval;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code site/candidate/N}: the frozen bytes, the plan and the approvals (ADR 0002). Files are written once and never changed. */
public final class CandidateStore {
  private static final int MOST = 32 << 20;
  private final Path directory;

  public CandidateStore(Path site) {
    this.directory = site.resolve("candidate");
  }

  /** Freezes a candidate. The signed part is written last: a candidate without it does not exist, its number is used all the same. */
  public void freeze(int number, byte[] signed, byte[] plan) {
    AtomicFiles.write(file(number, "plan.json"), plan);
    AtomicFiles.write(file(number, "signed.json"), signed);
  }

  /** The bytes that approvers sign. */
  public Optional<byte[]> signed(int number) {
    return read(file(number, "signed.json"));
  }

  public Optional<byte[]> plan(int number) {
    return read(file(number, "plan.json"));
  }

  public void approve(int number, Approval approval) {
    AtomicFiles.write(file(number, "approvals/" + approval.keyid() + ".json"), Json.pretty(approval.json()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** In the order of their times. */
  public List<Approval> approvals(int number) {
    List<Approval> approvals = new ArrayList<>();
    for (Path file : list(directory.resolve(Integer.toString(number)).resolve("approvals"))) {
      if (file.toString().endsWith(".json")) {
        approvals.add(approval(Json.parseObject(read(file).orElseThrow(), file.toString())));
      }
    }
    approvals.sort(Comparator.comparing(Approval::time).thenComparing(Approval::keyid));
    return approvals;
  }

  /** Every number that was ever used, ascending. */
  public List<Integer> numbers() {
    return list(directory).stream().map(path -> path.getFileName().toString()).filter(name -> name.matches("[1-9][0-9]{0,8}")).map(Integer::valueOf).sorted().toList();
  }

  public static Approval approval(JsonObject json) {
    JsonObject record = json.object("record");
    return new Approval(json.string("keyid"), record.string("user"), record.string("name"), record.string("role"), record.string("meaning"), record.string("time"), json);
  }

  private Path file(int number, String name) {
    return directory.resolve(Integer.toString(number)).resolve(name);
  }

  private static Optional<byte[]> read(Path file) {
    try {
      if (Files.size(file) > MOST) {
        throw new IOException(file + " is larger than " + MOST + " bytes");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
