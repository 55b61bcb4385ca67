package io.sallyport.itests.sdk;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Builds a partner's project as the partner does, {@code mvn verify}, in a copy of its own that no file of this build lies above.
 * Of ours it finds what is in {@link SdkRepository}; of others' what this build has in its local repository.
 */
final class PartnerBuild {
  private final Project project;
  private final Path folder;
  private final Path repository;

  private PartnerBuild(Project project) {
    this.project = project;
    this.folder = project.root().resolve("itests/sdk/target/partners");
    this.repository = SdkRepository.fill(project, project.root().resolve("itests/sdk/target/repository"));
  }

  static PartnerBuild with(Project project) {
    return new PartnerBuild(project);
  }

  /** The projects beside this one. */
  static List<String> projects(Project project) {
    try (Stream<Path> folders = Files.list(project.root().resolve("itests/sdk"))) {
      return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds one; what Maven said. */
  Result verify(String name) {
    Path copy = folder.resolve(name);
    refresh(project.root().resolve("itests/sdk").resolve(name), copy);
    return maven(copy, "verify");
  }

  /** Where it was built. */
  Path folder(String name) {
    return folder.resolve(name);
  }

  /** The package that it made. */
  Path packageOf(String name) {
    return folder.resolve(name).resolve("target/package");
  }

  Result maven(Path copy, String... goals) {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("maven.home"), "bin/mvn").toString(), "--batch-mode", "--no-transfer-progress",
        "-Dstyle.color=never", "-Dmaven.repo.local=" + repository, "-Dmaven.repo.local.tail=" + System.getProperty("local.repository")));
    command.addAll(List.of(goals));
    return Program.run(command, Map.of("MAVEN_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1", "JAVA_HOME", System.getProperty("java.home")), copy);
  }

  /** A fresh copy; what an earlier run has fetched (npm) stays, what it has built does not. */
  private static void refresh(Path from, Path to) {
    try {
      Path peer = to.resolve("target/peer");
      Path kept = to.resolveSibling(to.getFileName() + ".peer");
      if (Files.exists(peer)) {
        Folders.delete(kept);
        Files.move(peer, kept);
      }
      Folders.delete(to);
      // Maven looks for this folder to know where a project begins
      Files.createDirectories(to.resolve(".mvn"));
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).filter(file -> !from.relativize(file).startsWith("target"))::iterator) {
          Path copy = to.resolve(from.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
      if (Files.exists(kept)) {
        Files.createDirectories(peer.getParent());
        Files.move(kept, peer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
