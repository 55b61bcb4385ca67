package io.sallyport.provision.internal.site;

import io.sallyport.provision.Approval;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PlainFile;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.Stray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code site/candidate/N}: the frozen bytes, the plan and the approvals (ADR 0002). Files are written once and never changed. */
public final class CandidateStore {
  private static final int MOST = 32 << 20;
  private static final int MOST_TOLD = 50;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
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
        readable(file).ifPresent(approvals::add);
      }
    }
    approvals.sort(Comparator.comparing(Approval::time).thenComparing(Approval::keyid));
    return approvals;
  }

  /** What cannot be read as an approval is none. */
  private static Optional<Approval> readable(Path file) {
    try {
      return read(file).map(bytes -> approval(Json.parseObject(bytes, file.toString())));
    } catch (RefusedException | UncheckedIOException damaged) {
      return Optional.empty();
    }
  }

  /** Whether anything has that number for a name. */
  public boolean isTaken(int number) {
    return Files.exists(directory.resolve(Integer.toString(number)), LinkOption.NOFOLLOW_LINKS);
  }

  /** What is no candidate up to that number, or cannot be read. */
  List<Stray> strays(int highest) {
    List<Stray> strays = new ArrayList<>();
    for (Path path : list(directory)) {
      String name = path.getFileName().toString();
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || !NUMBER.matcher(name).matches() || Integer.parseInt(name) > highest) {
        strays.add(new Stray(path, "no generation was planned under that number"));
      } else {
        damage(Integer.parseInt(name)).ifPresent(why -> strays.add(new Stray(path, why)));
      }
    }
    strays.sort(Comparator.comparing(Stray::path));
    return strays.subList(0, Math.min(MOST_TOLD, strays.size()));
  }

  private Optional<String> damage(int number) {
    try {
      signed(number).ifPresent(bytes -> Json.parseObject(bytes, "signed.json"));
      plan(number).ifPresent(bytes -> Json.parseObject(bytes, "plan.json"));
      return Optional.empty();
    } catch (RefusedException | UncheckedIOException e) {
      return Optional.of("the candidate is damaged: plan again");
    }
  }

  /** Every number that is the name of something here, ascending. */
  public List<Integer> numbers() {
    return list(directory).stream().map(path -> path.getFileName().toString()).filter(name -> NUMBER.matcher(name).matches()).map(Integer::valueOf).sorted().toList();
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
      return Optional.of(PlainFile.read(file, MOST));
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
