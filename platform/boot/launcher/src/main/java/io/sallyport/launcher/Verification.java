package io.sallyport.launcher;

import io.sallyport.trust.Inventory;
import io.sallyport.trust.Limits;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.TargetFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Compares a distribution with its vendor-signed inventory: every file listed is there with its length and SHA-256, there is nothing else,
 * no link included, and nothing that everyone may write. The launcher runs it at each boot, the stand-alone verifier from outside. Reads on
 * all cores. Immutable.
 *
 * @param home the distribution
 * @param data the data directory, which may lie inside {@code home} and is not looked at
 * @param root the vendor root to trust
 */
public record Verification(Path home, Optional<Path> data, Path root) {
  /** Path of the vendor root inside a distribution. */
  public static final String ROOT = Inventory.VENDOR_ROOT;

  /** Against the vendor root inside the distribution. */
  public Verification(Path home, Optional<Path> data) {
    this(home, data, home.resolve(ROOT));
  }

  /**
   * What was found.
   *
   * @param root the vendor root that was trusted
   * @param inventory the list that the vendor signed
   * @param millis time it took, in milliseconds
   * @param findings one refusal for each file that differs, ordered by path; empty if the distribution is intact
   */
  public record Report(RootMetadata root, Inventory inventory, long millis, List<Refusal> findings) {
    public Report {
      findings = List.copyOf(findings);
    }

    /** Files compared. */
    public int files() {
      return inventory.files().size();
    }

    /** Their length as signed for, in bytes. */
    public long bytes() {
      return inventory.files().values().stream().mapToLong(TargetFile::length).sum();
    }

    /** True if nothing differs. */
    public boolean intact() {
      return findings.isEmpty();
    }

    /** The findings as lines, at most {@code max} of them and one that counts the rest. */
    public List<String> lines(int max) {
      List<String> lines = new ArrayList<>(findings.stream().limit(max).map(Refusal::message).toList());
      if (findings.size() > max) {
        lines.add("… and " + (findings.size() - max) + " more");
      }
      return lines;
    }
  }

  /**
   * Verifies the inventory's signatures, then every file.
   *
   * @throws io.sallyport.trust.RefusedException if root or inventory cannot be read or trusted
   */
  public Report run() {
    long start = System.nanoTime();
    RootMetadata trusted = RootMetadata.selfSigned(read(root), ROOT);
    Inventory inventory = Inventory.parse(read(home.resolve(Inventory.PATH)), trusted);
    List<Refusal> findings = compare(inventory).stream().map(Verification::refusal).toList();
    return new Report(trusted, inventory, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), findings);
  }

  private List<Inventory.Mismatch> compare(Inventory inventory) {
    try {
      return inventory.check(home, data);
    } catch (UncheckedIOException e) {
      throw Findings.refuse("SP-LAUNCH-0001", "the distribution cannot be read: " + e.getCause(), home.toString(), "check owner and permissions");
    }
  }

  private static Refusal refusal(Inventory.Mismatch mismatch) {
    return switch (mismatch.kind()) {
      case CHANGED -> Findings.changed(mismatch.path());
      case MISSING -> Findings.missing(mismatch.path());
      case EXTRA -> Findings.extra(mismatch.path());
      case OPEN -> Findings.open(mismatch.path());
    };
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > Limits.DEFAULT.maxBytes()) {
        throw Findings.refuse("SP-LAUNCH-0001", "the file is too large to be what it should be", file.toString(), Findings.REINSTALL);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Findings.refuse("SP-LAUNCH-0001", "the file cannot be read: " + e.getClass().getSimpleName(), file.toString(), Findings.REINSTALL);
    }
  }
}
