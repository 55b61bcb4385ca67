package io.sallyport.signedrepo.sdk;

import io.sallyport.signedrepo.FileTree;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** A Maven repository in a folder, made from what a local repository has cached: artifacts with their checksums, no trace of where they came from. */
final class RepositoryFolder {
  /** What Maven notes for itself in a local repository. */
  private static final Pattern MARKER = Pattern.compile("_remote\\.repositories|.*\\.lastUpdated|resolver-status\\.properties|maven-metadata.*\\.xml(\\..*)?|.*\\.(sha1|sha256|sha512|md5|asc)|archetype-catalog\\.xml");

  private final Path folder;

  RepositoryFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  /** Copies artifacts and POMs; {@code except} is a group's folder that is left out. */
  void fill(Path localRepository, String except) {
    for (String file : FileTree.files(localRepository)) {
      boolean marker = MARKER.matcher(file.substring(file.lastIndexOf('/') + 1)).matches() || file.startsWith(".");
      if (!marker && !file.startsWith(except + "/")) {
        FileTree.copy(localRepository.resolve(file), folder.resolve(file));
        checksum(file);
      }
    }
  }

  /** Writes a file of Maven's own, such as metadata. */
  void write(String file, String text) {
    AtomicFiles.makeDirectories(folder.resolve(file).getParent());
    AtomicFiles.write(folder.resolve(file), text.getBytes(StandardCharsets.UTF_8));
    checksum(file);
  }

  /** The jars in it, by relative path. */
  List<String> jars() {
    return FileTree.files(folder).stream().filter(file -> file.endsWith(".jar")).toList();
  }

  /** Versions of an artifact of the repository, by {@code group/artifact} path. */
  List<String> versions(String artifact) {
    return FileTree.files(folder.resolve(artifact)).stream().filter(file -> file.endsWith(".jar")).map(file -> file.substring(0, file.indexOf('/'))).distinct().toList();
  }

  /** SHA-1 is what Maven compares; SHA256SUMS of the medium is for people. */
  private void checksum(String file) {
    Path path = folder.resolve(file);
    try (InputStream in = Files.newInputStream(path); DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-1"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      AtomicFiles.write(path.resolveSibling(path.getFileName() + ".sha1"), HexFormat.of().formatHex(digest.getMessageDigest().digest()).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw ToolRefusals.io(e, path);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
