package io.sallyport.signedrepo;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.Descriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Completes a {@code package.json} template: fills in length and SHA-256 of every part that lies in the folder. */
public final class PackageWriter {
  private PackageWriter() {}

  /**
   * @param folder holds the parts; receives {@code package.json}
   * @param template names the parts by path and role
   * @param version replaces the template's version and each {@code VERSION} in part paths, if given
   */
  public static Descriptor write(Path folder, Path template, Optional<String> version) {
    JsonObject json = Json.parseObject(PackageFolder.read(template), template.toString());
    String chosen = version.orElseGet(() -> json.string("version"));
    List<JsonObject> parts = new ArrayList<>();
    for (JsonObject part : json.objects("parts")) {
      String name = part.string("path").replace("VERSION", chosen);
      Path file = PackageFolder.requirePlain(folder.resolve(name));
      parts.add(JsonObject.builder().put("path", name).put("role", part.string("role")).put("length", PackageFolder.size(file)).put("sha256", Digests.sha256(file)).build());
    }
    byte[] bytes = Json.pretty(json.toBuilder().put("version", chosen).put("parts", parts).build()).getBytes(StandardCharsets.UTF_8);
    Descriptor descriptor = Descriptor.parse(bytes, template.toString());
    AtomicFiles.write(folder.resolve("package.json"), bytes);
    return descriptor;
  }
}
