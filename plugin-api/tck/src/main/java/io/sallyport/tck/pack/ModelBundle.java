package io.sallyport.tck.pack;

import static io.sallyport.tck.pack.Refusals.refuse;

import io.sallyport.inference.internal.CardDocument;
import io.sallyport.inference.internal.GoldenSet;
import io.sallyport.inference.internal.ModelDocument;
import io.sallyport.inference.internal.ReferenceDocument;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.PackageRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The bundle of a model, made of a folder with {@code model.json}, the weights, the golden vectors and the card that it names. Holds no code;
 * the same files give the same bytes.
 */
public final class ModelBundle {
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
  private static final String DOCUMENT = "model.json";

  private ModelBundle() {}

  /**
   * @param folder holds the files, but the weights of a model that runs elsewhere; {@code name}, {@code version} and {@code sha256} may be absent in its {@code model.json} and are filled in then
   * @param ref the package
   * @param symbolicName of the bundle
   * @param licence for {@code Bundle-License}
   * @throws io.sallyport.trust.RefusedException SP-SDK-0056 for a file that is missing or a model of another name or version, SP-MODEL-0002, 0007 or 0020 to 0023 for what the platform would refuse
   */
  public static void write(Path folder, PackageRef ref, String symbolicName, String licence, Path jar) {
    Path file = folder.resolve(DOCUMENT);
    JsonObject json = Json.parseObject(bytes(file, "there is no " + DOCUMENT), file.toString());
    String name = json.optionalString("name").orElse(ref.name());
    String version = json.optionalString("version").orElse(ref.version());
    if (!name.equals(ref.name()) || !version.equals(ref.version())) {
      throw refuse("SP-SDK-0056", "the model is " + name + " " + version + ", the package " + ref, file, "leave name and version out of model.json, or give both the same");
    }
    Optional<byte[]> weights = json.has("remote") ? Optional.empty() : Optional.of(bytes(folder.resolve(json.string("file")), "the weights are missing"));
    Optional<String> digest = weights.map(Digests::sha256);
    if (json.has("sha256") && digest.isPresent() && !json.string("sha256").equals(digest.get())) {
      throw refuse("SP-SDK-0056", "the weights have SHA-256 " + digest.get() + ", model.json says " + json.string("sha256"), file, "leave sha256 out, or export the model again");
    }
    boolean complete = json.has("name") && json.has("version") && (digest.isEmpty() || json.has("sha256"));
    byte[] document = complete ? bytes(file, "") : Json.pretty(json.toBuilder().put("name", name).put("version", version).put("sha256", digest).build()).getBytes(StandardCharsets.UTF_8);
    ModelDocument model = ModelDocument.parse(document, file.toString());
    byte[] golden = bytes(folder.resolve(model.golden()), "the golden vectors are missing");
    GoldenSet.parse(golden, model, folder.resolve(model.golden()).toString());
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(DOCUMENT, document);
    weights.ifPresent(content -> entries.put(model.file(), content));
    entries.put(model.golden(), golden);
    model.card().ifPresent(card -> entries.put(card, bytes(folder.resolve(card), "the model card is missing")));
    model.cardData().ifPresent(card -> {
      entries.put(card, bytes(folder.resolve(card), "the model card for machines is missing"));
      CardDocument.parse(entries.get(card), model, folder.resolve(card).toString());
    });
    model.reference().ifPresent(reference -> {
      entries.put(reference, bytes(folder.resolve(reference), "the reference is missing"));
      ReferenceDocument.parse(entries.get(reference), model, folder.resolve(reference).toString());
    });
    try {
      Files.createDirectories(jar.toAbsolutePath().getParent());
      zip(jar, manifest(ref, symbolicName, licence), entries);
    } catch (IOException e) {
      throw ToolRefusals.io(e, jar);
    }
  }

  private static byte[] manifest(PackageRef ref, String symbolicName, String licence) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", symbolicName);
    main.putValue("Bundle-Version", osgi(ref.version()));
    main.putValue("Bundle-License", licence);
    main.putValue("Sallyport-Package", ref.name() + ";version=" + ref.version());
    main.putValue("Sallyport-Model", DOCUMENT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }

  /** {@code 1.0.0-rc.1} as OSGi writes it: {@code 1.0.0.rc_1}. */
  private static String osgi(String version) {
    int end = version.replace('+', '-').indexOf('-');
    return end < 0 ? version : version.substring(0, end) + "." + version.substring(end + 1).replaceAll("[^A-Za-z0-9_-]", "_");
  }

  private static void zip(Path jar, byte[] manifest, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "META-INF/MANIFEST.MF", manifest);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(zip, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ENTRY_TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static byte[] bytes(Path file, String missing) {
    if (!Files.isRegularFile(file)) {
      throw refuse("SP-SDK-0056", missing, file, "put it there");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }
}
