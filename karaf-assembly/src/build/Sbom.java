import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.verify.sbom.Bom;
import io.sallyport.verify.sbom.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes trust/sbom.cdx.json: every jar that is really in the distribution. Arguments: HOME RELEASE. */
public class Sbom {
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    List<Component> components = Bom.distribution(home);
    JsonObject document = Bom.document(Bom.product(arguments[1]), components);
    Files.createDirectories(home.resolve("trust"));
    Files.writeString(home.resolve("trust/sbom.cdx.json"), Json.pretty(document));
    System.out.println("SBOM: " + components.size() + " components");
  }
}
