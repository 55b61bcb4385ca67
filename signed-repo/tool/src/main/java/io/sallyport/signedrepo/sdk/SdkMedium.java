package io.sallyport.signedrepo.sdk;

import io.sallyport.signedrepo.FileTree;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the SDK medium: has Maven generate and build a project of each archetype with an empty local repository, and what lies in that
 * afterwards is what partners need.
 *
 * @param maven the executable
 * @param source a Maven repository in a folder that holds the SDK's artifacts: the local repository that they were installed to
 * @param version of the SDK
 * @param offline take everything from {@code source}, ask no other repository
 */
public record SdkMedium(String maven, Path source, String version, boolean offline) {
  /** Kinds of archetypes, in the order of the tutorial. */
  static final List<String> KINDS = List.of("connector", "capability", "model");
  private static final String ARCHETYPE_PLUGIN = "3.3.1";
  private static final String SAMPLES = "sallyport/sdk/sample";

  /** What the medium holds: artifacts in the Maven repository, pages of Javadoc, bytes in all. */
  public record Report(int artifacts, int pages, long bytes) {}

  /**
   * Writes the medium; what Maven printed lies beside it, in {@code FOLDER.log}.
   *
   * @param folder absent or empty
   * @throws io.sallyport.trust.RefusedException SP-TOOL-0013 not empty, 0071 Maven failed, 0072 licences, 0073 no SDK in the source, 0074 Javadoc
   */
  public Report write(Path folder, Consumer<String> progress) {
    requireEmpty(folder);
    Path tool = artifact("sallyport-signed-repo-tool", "-all.jar");
    Path tck = artifact("sallyport-tck", "-all.jar");
    Path javadoc = artifact("sallyport-javadoc", ".jar");
    try {
      Path work = Files.createTempDirectory("sallyport-sdk");
      try {
        resolve(work, folder.toAbsolutePath().resolveSibling(folder.getFileName() + ".log"), progress);
        RepositoryFolder repository = new RepositoryFolder(folder.resolve("repository"));
        repository.fill(work.resolve("fresh"), SAMPLES);
        metadata(repository);
        List<String> jars = repository.jars();
        text(folder, "LICENCES.tsv", String.join("\n", new SdkLicences(repository.path()).lines(jars)) + "\n");
        FileTree.copy(tool, folder.resolve("tools/signed-repo.jar"));
        FileTree.copy(tck, folder.resolve("tools/sallyport-tck.jar"));
        int pages = SdkJavadoc.unpack(javadoc, folder.resolve("javadoc"));
        text(folder, "settings.xml", resource("settings.xml"));
        text(folder, "README.md", resource("README.md").replace("@version@", version).replace("@jars@", String.valueOf(jars.size())));
        text(folder, "SHA256SUMS", sums(folder));
        return new Report(jars.size(), pages, bytes(folder));
      } finally {
        FileTree.delete(work);
      }
    } catch (IOException e) {
      throw ToolRefusals.io(e, folder);
    }
  }

  private void resolve(Path work, Path log, Consumer<String> progress) {
    Path settings = work.resolve("settings.xml");
    text(work, "settings.xml", resource(offline ? "build-offline.xml" : "build.xml").replace("@source@", source.toAbsolutePath().toUri().toString()));
    MavenRun run = new MavenRun(maven, work.resolve("fresh"), settings, log);
    for (String kind : KINDS) {
      progress.accept("generating and building a " + kind);
      Path projects = work.resolve("projects");
      run.run(projects, List.of("org.apache.maven.plugins:maven-archetype-plugin:" + ARCHETYPE_PLUGIN + ":generate", "-DarchetypeCatalog=internal", "-DarchetypeGroupId=io.sallyport",
          "-DarchetypeArtifactId=sallyport-archetype-" + kind, "-DarchetypeVersion=" + version, "-DgroupId=sallyport.sdk.sample", "-DartifactId=sample-" + kind, "-Dversion=1.0.0",
          "-Dpackage=sallyport.sdk.sample." + kind, "-Dpublisher=Sample"));
      run.run(projects.resolve("sample-" + kind), List.of("clean", "install"));
    }
  }

  /** So that {@code mvn archetype:generate} finds plugin and archetypes by their short names. */
  private void metadata(RepositoryFolder repository) {
    repository.write("org/apache/maven/plugins/maven-metadata.xml", "<metadata><plugins>" + Stream.of("archetype", "clean", "compiler", "install", "jar", "resources", "surefire")
        .map(prefix -> "<plugin><name>" + prefix + "</name><prefix>" + prefix + "</prefix><artifactId>maven-" + prefix + "-plugin</artifactId></plugin>").collect(Collectors.joining()) + "</plugins></metadata>\n");
    repository.write("io/sallyport/maven-metadata.xml", "<metadata><plugins><plugin><name>sallyport</name><prefix>sallyport</prefix><artifactId>sallyport-maven-plugin</artifactId></plugin></plugins></metadata>\n");
    versions(repository, "org.apache.maven.plugins", "maven-archetype-plugin");
    versions(repository, "io.sallyport", "sallyport-maven-plugin");
    KINDS.forEach(kind -> versions(repository, "io.sallyport", "sallyport-archetype-" + kind));
    repository.write("archetype-catalog.xml", "<archetype-catalog xmlns=\"http://maven.apache.org/plugins/maven-archetype-plugin/archetype-catalog/1.0.0\"><archetypes>" + KINDS.stream()
        .map(kind -> "<archetype><groupId>io.sallyport</groupId><artifactId>sallyport-archetype-" + kind + "</artifactId><version>" + version + "</version><description>A Sallyport " + kind
            + "</description></archetype>").collect(Collectors.joining()) + "</archetypes></archetype-catalog>\n");
  }

  private static void versions(RepositoryFolder repository, String group, String artifact) {
    String folder = group.replace('.', '/') + "/" + artifact;
    List<String> versions = repository.versions(folder);
    String newest = versions.get(versions.size() - 1);
    repository.write(folder + "/maven-metadata.xml", "<metadata><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><versioning><latest>" + newest + "</latest><release>" + newest + "</release><versions>"
        + versions.stream().map(found -> "<version>" + found + "</version>").collect(Collectors.joining()) + "</versions></versioning></metadata>\n");
  }

  private Path artifact(String name, String suffix) {
    Path file = source.resolve("io/sallyport").resolve(name).resolve(version).resolve(name + "-" + version + suffix);
    if (!Files.isRegularFile(file)) {
      throw ToolRefusals.refuse("SP-TOOL-0073", "the SDK is not complete there", file, "build and install it: mvn install");
    }
    return file;
  }

  private static void requireEmpty(Path folder) {
    try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      if (files.findAny().isPresent()) {
        throw ToolRefusals.refuse("SP-TOOL-0013", "the directory is not empty", folder, "choose an empty one");
      }
    } catch (IOException e) {
      throw ToolRefusals.io(e, folder);
    }
  }

  private static String sums(Path folder) {
    return FileTree.files(folder).stream().map(file -> Digests.sha256(folder.resolve(file)) + "  " + file + "\n").collect(Collectors.joining());
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    for (String file : FileTree.files(folder)) {
      bytes += Files.size(folder.resolve(file));
    }
    return bytes;
  }

  private static void text(Path folder, String name, String text) {
    AtomicFiles.makeDirectories(folder.toAbsolutePath());
    AtomicFiles.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String resource(String name) {
    try (InputStream in = SdkMedium.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw ToolRefusals.io(e, name);
    }
  }
}
