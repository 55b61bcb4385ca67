package io.sallyport.signedrepo;

import io.sallyport.trust.Digests;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TufClient;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.PackageRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Verifies a medium as an appliance would: signatures, versions, expiry, then length and digest of every target; nothing unknown on it. */
public final class MediumVerifier {
  private final Clock clock;

  public MediumVerifier(Clock clock) {
    this.clock = clock;
  }

  /** What is on a verified medium. */
  public record Result(long root, int targets, long bytes, List<Descriptor> packages) {}

  /** @param vendorRoot bytes of the root to trust */
  public Result verify(Path medium, byte[] vendorRoot) {
    try {
      Path trusted = Files.createTempDirectory("sallyport-verify");
      try {
        TufClient client = new TufClient(trusted, new DirectoryFetcher(medium.resolve("metadata")), clock);
        client.init(vendorRoot);
        client.refresh();
        Map<String, TargetFile> targets = client.allTargets();
        requireNothingElse(medium, targets);
        long bytes = 0;
        for (TargetFile target : targets.values()) {
          requireContent(medium, target);
          bytes += target.length();
        }
        return new Result(client.root().version(), targets.size(), bytes, packages(medium, targets));
      } finally {
        FileTree.delete(trusted);
      }
    } catch (IOException e) {
      throw ToolRefusals.io(e, medium);
    }
  }

  private static List<Descriptor> packages(Path medium, Map<String, TargetFile> targets) {
    List<Descriptor> packages = new ArrayList<>();
    for (TargetFile target : targets.values()) {
      if (PackageRef.isDescriptor(target.path())) {
        Descriptor descriptor = Descriptor.parse(PackageFolder.read(medium.resolve("targets").resolve(target.consistentPath())), target.path());
        boolean listed = descriptor.ref().descriptor().equals(target.path()) && descriptor.parts().stream().allMatch(part -> {
          TargetFile file = targets.get(descriptor.target(part));
          return file != null && file.length() == part.length() && file.sha256().equals(part.sha256());
        });
        if (!listed) {
          throw ToolRefusals.refuse("SP-TOOL-0014", "the descriptor and the signed targets disagree", target.path(), "have the package made again");
        }
        packages.add(descriptor);
      }
    }
    packages.sort(Comparator.comparing(Descriptor::ref));
    return packages;
  }

  private static void requireContent(Path medium, TargetFile target) throws IOException {
    Path file = new DirectoryFetcher(medium.resolve("targets")).file(target.consistentPath())
        .orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0015", "the target is missing", target.path(), "use an intact copy of the medium"));
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.size(file) != target.length() || !Digests.sha256(in).equals(target.sha256())) {
        throw new RefusedException(new Refusal("SP-TRUST-0023", "the file differs from the length or digest signed for it", target.path(), "use an intact copy of the medium"));
      }
    }
  }

  private static void requireNothingElse(Path medium, Map<String, TargetFile> targets) {
    Set<String> known = new HashSet<>(Set.of("medium.json"));
    targets.values().forEach(target -> known.add("targets/" + target.consistentPath()));
    for (String file : FileTree.files(medium)) {
      boolean metadata = file.startsWith("metadata/") && file.endsWith(".json") && file.indexOf('/', 9) < 0;
      if (!metadata && !known.contains(file)) {
        throw ToolRefusals.refuse("SP-TOOL-0016", "a file nobody signed for", file, "do not use this medium; ask for a new one");
      }
    }
  }
}
