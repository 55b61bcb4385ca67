package io.sallyport.itests.sdk;

import io.sallyport.itests.appliance.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this build made, as a Maven repository: the SDK and what it rests on. Whatever else there is of ours, a partner's build does not find. */
final class SdkRepository {
  private static final Pattern MODULE = Pattern.compile("<module>((?:plugin-api|platform|signed-repo/tool)[^<]*)</module>");
  private static final Pattern ARTIFACT = Pattern.compile("</parent>\\s*<artifactId>([^<]+)</artifactId>");
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

  private final Project project;
  private final Path folder;
  private final String version;

  private SdkRepository(Project project, Path folder) {
    this.project = project;
    this.folder = folder;
    this.version = first(VERSION, read(project.root().resolve("pom.xml")));
  }

  /** Fills the folder anew with what lies in the modules' {@code target}. */
  static Path fill(Project project, Path folder) {
    SdkRepository repository = new SdkRepository(project, folder);
    repository.put("sallyport", project.root().resolve("pom.xml"), Stream.of());
    Matcher modules = MODULE.matcher(read(project.root().resolve("pom.xml")));
    while (modules.find()) {
      repository.put(project.root().resolve(modules.group(1)));
    }
    return folder;
  }

  private void put(Path module) {
    String artifact = first(ARTIFACT, read(module.resolve("pom.xml")));
    Path target = module.resolve("target");
    String plain = artifact + "-" + version;
    Stream<Path> jars = Stream.of(plain + ".jar", plain + "-all.jar").map(target::resolve).filter(Files::exists);
    put(artifact, module.resolve("pom.xml"), jars);
  }

  private void put(String artifact, Path pom, Stream<Path> jars) {
    Path into = folder.resolve("io/sallyport").resolve(artifact).resolve(version);
    try {
      Files.createDirectories(into);
      copy(pom, into.resolve(artifact + "-" + version + ".pom"));
      for (Path jar : (Iterable<Path>) jars::iterator) {
        copy(jar, into.resolve(jar.getFileName().toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.deleteIfExists(to);
    Files.copy(from, to);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern);
    }
    return matcher.group(1);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
