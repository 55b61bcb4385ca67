package io.sallyport.signedrepo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sallyport.trust.Digests;
import io.sallyport.trust.TargetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageFolderTest {
  @TempDir Path work;

  /** Somebody who can write to the folder changes it between the check and the list that people sign: what was checked is listed. */
  @Test
  void whatWasCheckedIsListedWhateverTheFolderHoldsLater() throws IOException {
    Path folder = TestPackage.folder(work, "thing", "1.0.0");
    Map<String, String> before = Files.list(folder).collect(Collectors.toMap(file -> file.getFileName().toString(), Digests::sha256));
    PackageFolder opened = PackageFolder.open(folder);
    Files.writeString(folder.resolve("package.json"), Files.readString(folder.resolve("package.json")) + " ");
    assertNotEquals(before.get("package.json"), Digests.sha256(folder.resolve("package.json")));
    Map<String, String> listed = opened.targets().stream().collect(Collectors.toMap(target -> target.path().substring(target.path().lastIndexOf('/') + 1), TargetFile::sha256));
    assertEquals(before.get("package.json"), listed.get("package.json"));
    listed.forEach((name, sha256) -> assertEquals(before.get(name), sha256, name));
    assertEquals(opened.files().keySet(), opened.targets().stream().map(TargetFile::path).collect(Collectors.toMap(Function.identity(), path -> path)).keySet());
  }
}
