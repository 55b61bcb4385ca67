package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.TargetFile;
import io.sallyport.trust.site.PackageRef;
import io.sallyport.vault.Vault;
import io.sallyport.vault.advisory.Advisory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The trusted targets matched with the files of a medium, before any content is read.
 *
 * @param files targets on the medium, by path
 * @param absent packages of which neither medium nor vault holds anything
 */
record MediumContent(Map<String, TargetFile> files, List<PackageRef> absent) {
  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0005 unknown file, 0006 other length, 0007 a part is missing, 0008 a target of no package that is no file of advisories either */
  static MediumContent match(MediumTree tree, Map<String, TargetFile> targets, Vault vault) {
    Map<String, TargetFile> byFile = new HashMap<>();
    targets.values().forEach(target -> byFile.put(target.consistentPath(), target));
    Map<String, TargetFile> files = new TreeMap<>();
    tree.targets().forEach((file, length) -> {
      TargetFile target = byFile.get(file);
      if (target == null) {
        throw refuse("SP-MEDIUM-0005", "a file that the vendor's metadata does not name", "targets/" + file, "ask for a new medium");
      }
      if (target.length() != length) {
        throw refuse("SP-MEDIUM-0006", "a file of " + length + " bytes where " + target.length() + " are signed for", "targets/" + file,
            "the copy is truncated or changed: copy the medium again");
      }
      files.put(target.path(), target);
    });
    return new MediumContent(files, absent(targets, files, vault));
  }

  private static List<PackageRef> absent(Map<String, TargetFile> targets, Map<String, TargetFile> files, Vault vault) {
    Map<PackageRef, List<String>> missing = new TreeMap<>();
    TreeSet<PackageRef> present = new TreeSet<>();
    for (TargetFile target : targets.values()) {
      if (Advisory.isTarget(target.path())) {
        continue;
      }
      PackageRef pack = PackageRef.ofTarget(target.path())
          .orElseThrow(() -> refuse("SP-MEDIUM-0008", "a target that belongs to no package", target.path(), "ask the vendor for a consistent repository"));
      if (files.containsKey(target.path()) || vault.find(target.sha256()).isPresent()) {
        present.add(pack);
      } else {
        missing.computeIfAbsent(pack, p -> new ArrayList<>()).add(target.path());
      }
    }
    missing.forEach((pack, paths) -> {
      // A part that several packages share may be in the vault already: the descriptor decides whether the package came.
      if (present.contains(pack) && !paths.contains(pack.descriptor())) {
        throw refuse("SP-MEDIUM-0007", "the medium lacks " + paths.size() + " of the package's files", paths.get(0), "the copy is incomplete: copy the medium again");
      }
    });
    return List.copyOf(missing.keySet());
  }

  long bytes() {
    return files.values().stream().mapToLong(TargetFile::length).sum();
  }

  /** The files on the medium, package by package. */
  List<List<TargetFile>> packagesSmallestFirst() {
    return files.values().stream().filter(target -> !Advisory.isTarget(target.path())).collect(Collectors.groupingBy(target -> PackageRef.ofTarget(target.path()).orElseThrow())).values().stream()
        .sorted(Comparator.comparingLong(MediumContent::bytes)).toList();
  }

  private static long bytes(List<TargetFile> files) {
    return files.stream().mapToLong(TargetFile::length).sum();
  }
}
