package io.sallyport.tck.pack;

import static io.sallyport.tck.pack.Refusals.refuse;

import io.sallyport.signedrepo.PackageWriter;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.verify.sbom.Bom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the folder that {@code signed-repo add} takes: descriptor, bundle, bill of materials, changelog, documents. No state. */
public final class PackageAssembly {
  private static final String DESCRIPTOR = "package.json";
  private static final Set<String> CONVENTIONAL = Set.of("bundle", "sbom", "changelog", "checks");

  private PackageAssembly() {}

  /**
   * @param folder absent, empty, or a package's folder, which is replaced
   * @return what the folder holds now
   * @throws RefusedException SP-SDK-0050 to 0054, 0060
   */
  public static Descriptor write(PackageContent content, Path folder) {
    BundleFacts facts = BundleFacts.read(content.bundle());
    Path source = content.descriptor().orElse(content.bundle());
    JsonObject template = template(content, facts);
    requireFile("SP-SDK-0053", content.changelog(), "there is no changelog", "write " + content.changelog().getFileName() + " with a heading \"# " + facts.ref() + "\" and what changed");
    try {
      empty(folder);
      AtomicFiles.write(folder.resolve(DESCRIPTOR), Json.pretty(template).getBytes(StandardCharsets.UTF_8)); // what fails from here on can be repeated
      List<JsonObject> parts = new ArrayList<>();
      String jar = facts.ref().name() + "-" + facts.ref().version() + ".jar";
      copy(content.bundle(), folder, jar, "bundle", parts);
      Path bundle = folder.resolve(jar);
      copy(content.changelog(), folder, "CHANGELOG.md", "changelog", parts);
      for (Map.Entry<String, byte[]> page : facts.pages().entrySet()) {
        write(page.getValue(), folder, page.getKey(), "docs", parts);
      }
      further(content, template, folder, parts);
      List<Path> weights = parts.stream().filter(part -> part.string("role").equals("model")).map(part -> folder.resolve(part.string("path"))).toList();
      JsonObject sbom = Bom.ofPackage(facts.ref().name(), facts.ref().version(), template.string("kind"), bundle, content.libraries(), weights);
      write(Json.pretty(sbom).getBytes(StandardCharsets.UTF_8), folder, "sbom.cdx.json", "sbom", parts);
      requireDifferent(parts, source);
      return descriptor(template, facts, parts, folder, source);
    } catch (IOException e) {
      throw ToolRefusals.io(e, folder);
    }
  }

  private static JsonObject template(PackageContent content, BundleFacts facts) {
    byte[] bytes = content.descriptor().map(PackageAssembly::bytes).or(facts::draft)
        .orElseThrow(() -> refuse("SP-SDK-0051", "there is no descriptor: the bundle has no META-INF/sallyport/package.json", content.bundle(),
            "put sallyport-processor on the compiler's processor path, or write package.json beside the POM"));
    String where = content.descriptor().map(Path::toString).orElse(content.bundle() + "!/META-INF/sallyport/package.json");
    JsonObject template = Json.parseObject(bytes, where);
    if (!template.string("name").equals(facts.ref().name())) {
      throw refuse("SP-SDK-0054", "the descriptor is of " + template.string("name") + ", the bundle of " + facts.ref().name(), where, "name one package in both");
    }
    return template;
  }

  /** Documents, and parts that a template names beyond the conventional ones: those lie among the documents, or beside the template. */
  private static void further(PackageContent content, JsonObject template, Path folder, List<JsonObject> parts) throws IOException {
    Map<String, Path> documents = new LinkedHashMap<>();
    content.docs().forEach(document -> documents.put(document.getFileName().toString(), document));
    if (template.has("parts") && content.descriptor().isPresent()) {
      for (JsonObject part : template.objects("parts")) {
        String path = part.string("path");
        if (!CONVENTIONAL.contains(part.string("role"))) {
          Path file = documents.containsKey(path) ? documents.remove(path) : content.descriptor().get().resolveSibling(path);
          add(file, folder, path, part.string("role"), parts);
        }
      }
    }
    for (Map.Entry<String, Path> document : documents.entrySet()) {
      add(document.getValue(), folder, document.getKey(), "docs", parts);
    }
  }

  private static void add(Path file, Path folder, String name, String role, List<JsonObject> parts) throws IOException {
    requireFile("SP-SDK-0055", file, "a document or part that is named is missing", "write it, or do not name it");
    copy(file, folder, name, role, parts);
  }

  private static Descriptor descriptor(JsonObject template, BundleFacts facts, List<JsonObject> parts, Path folder, Path source) {
    Path file = folder.resolve(DESCRIPTOR);
    AtomicFiles.write(file, Json.pretty(template.toBuilder().put("parts", parts).build()).getBytes(StandardCharsets.UTF_8));
    try {
      return PackageWriter.write(folder, file, Optional.of(facts.ref().version()));
    } catch (RefusedException e) {
      throw new RefusedException(new Refusal("SP-SDK-0054", "the descriptor cannot be: " + e.refusal().what(), source.toString(), "correct it: " + e.refusal().code()), e);
    }
  }

  /** Deletes the files of an earlier package; never anything else. */
  private static void empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> present = files.toList();
      if (!present.isEmpty() && (!Files.exists(folder.resolve(DESCRIPTOR)) || present.stream().anyMatch(Files::isDirectory))) {
        throw refuse("SP-SDK-0060", "the folder is neither empty nor a package's", folder, "choose another, or empty it");
      }
      for (Path file : present) {
        Files.delete(file);
      }
    }
  }

  private static void copy(Path from, Path folder, String name, String role, List<JsonObject> parts) throws IOException {
    Files.copy(from, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    parts.add(part(name, role));
  }

  private static void write(byte[] bytes, Path folder, String name, String role, List<JsonObject> parts) {
    AtomicFiles.write(folder.resolve(name), bytes);
    parts.add(part(name, role));
  }

  private static JsonObject part(String name, String role) {
    return JsonObject.builder().put("path", name).put("role", role).build();
  }

  private static void requireDifferent(List<JsonObject> parts, Path source) {
    Set<String> names = new HashSet<>();
    for (JsonObject part : parts) {
      if (!names.add(part.string("path"))) {
        throw refuse("SP-SDK-0054", "two parts would be called " + part.string("path"), source, "rename one of them");
      }
    }
  }

  private static void requireFile(String code, Path file, String what, String next) {
    if (!Files.isRegularFile(file)) {
      throw refuse(code, what, file, next);
    }
  }

  private static byte[] bytes(Path file) {
    requireFile("SP-SDK-0051", file, "there is no descriptor", "write package.json beside the POM, or leave the annotation processor to make it");
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }
}
