package io.sallyport.itests.attack.media;

import static io.sallyport.itests.attack.media.MediumCase.of;

import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.forge.BundleJar;
import io.sallyport.itests.appliance.forge.NewPackage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Packages that the vendor has properly signed and that would reach beyond themselves: the keys of a whole threshold in wrong hands. */
public final class PolicyCases {
  private static final String POLICY = "SP-MEDIUM-0014";
  private static final byte[] TEXT = "x".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0};
  private static final byte[] CLASS = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 61};

  private PolicyCases() {}

  public static List<MediumCase> all() {
    return List.of(
        of("platform-symbolic-name", "a bundle by the name of one of the platform's", "SP-MEDIUM-0013",
            shop -> publish(shop, Workshop.capability(Workshop.bundle().header("Bundle-SymbolicName", shop.platformBundle()).bytes()))),
        of("symbolic-name-in-the-vault", "a bundle by the name of another package's, imported before", "SP-MEDIUM-0016",
            bundle(jar -> jar.header("Bundle-SymbolicName", "io.sallyport.model.radiator-anomaly"))),
        of("symbolic-name-twice", "two packages of one medium with bundles of one name", "SP-MEDIUM-0016", PolicyCases::twins),
        of("platform-package-name", "a package called gate, to appear as the gate in the audit log", "SP-MEDIUM-0046", shop -> publish(shop,
            new NewPackage("gate", "capability", Workshop.VERSION, Workshop.bundle().header("Sallyport-Package", "gate;version=" + Workshop.VERSION).bytes()))),
        of("exports-the-plugin-api", "a bundle that exports io.sallyport.api.audit", POLICY, bundle(jar -> jar.header("Export-Package", "io.sallyport.api.audit;version=99"))),
        of("exports-the-framework", "a bundle that exports org.osgi.framework in a higher version", POLICY, bundle(jar -> jar.header("Export-Package", "org.osgi.framework;version=99"))),
        of("exports-java", "a bundle that exports java.lang", POLICY, bundle(jar -> jar.header("Export-Package", "java.lang"))),
        of("provides-a-platform-capability", "a bundle that passes for the component runtime", POLICY,
            bundle(jar -> jar.header("Provide-Capability", "osgi.extender;osgi.extender=osgi.component;version:Version=99"))),
        of("fragment-of-the-platform", "a fragment that puts classes into a bundle of the platform", POLICY, shop -> publish(shop,
            Workshop.capability(Workshop.bundle().header("Fragment-Host", shop.platformBundle()).bytes()))),
        of("framework-extension-in-a-package", "a fragment of the framework itself", POLICY, bundle(jar -> jar.header("Fragment-Host", "system.bundle;extension:=framework"))),
        of("requires-a-platform-bundle", "Require-Bundle of the platform's inner parts", POLICY, shop -> publish(shop,
            Workshop.capability(Workshop.bundle().header("Require-Bundle", shop.platformBundle()).bytes()))),
        of("imports-an-inner-package", "an import of the gate's own package", POLICY, bundle(jar -> jar.header("Import-Package", "io.sallyport.gate"))),
        of("imports-everything-later", "DynamicImport-Package: *", POLICY, bundle(jar -> jar.header("DynamicImport-Package", "*"))),
        of("singleton", "a singleton, which cannot run beside its next version", POLICY, bundle(jar -> jar.header("Bundle-SymbolicName", "hostile.probe;singleton:=true"))),
        of("agent", "a bundle that is a Java agent too", POLICY, bundle(jar -> jar.header("Premain-Class", "x.Y"))),
        of("update-location", "a bundle that names where its next version comes from", POLICY, bundle(jar -> jar.header("Bundle-UpdateLocation", "http://127.0.0.1:1/x.jar"))),
        of("class-path-beyond-jars", "code in an entry that is not called a jar", POLICY, bundle(jar -> jar.header("Bundle-ClassPath", ".,data.bin").entry("data.bin", TEXT))),
        of("native-library", "a native library in a capability", POLICY, bundle(jar -> jar.entry("lib/libx.so", ELF))),
        of("native-library-by-another-name", "a native library that is called data", POLICY, bundle(jar -> jar.entry("data.bin", ELF))),
        of("native-library-in-an-inner-jar", "a native library in a jar in the bundle", POLICY, bundle(jar -> jar.entry("inner.jar", inner("x.dll", TEXT)))),
        of("native-code-header", "Bundle-NativeCode", POLICY, bundle(jar -> jar.header("Bundle-NativeCode", "lib/x; osname=linux"))),
        of("engine-in-a-package", "an inference engine in a capability", POLICY, bundle(jar -> jar.entry("ai/onnxruntime/OrtSession.class", CLASS))),
        of("class-in-a-model", "a class in a model", "SP-MEDIUM-0015", model(jar -> jar.entry("x/Y.class", CLASS))),
        of("class-in-a-model-by-another-name", "a class in a model, called weights", "SP-MEDIUM-0015", model(jar -> jar.entry("weights.bin", CLASS))),
        of("jar-in-a-model", "a jar in a model", "SP-MEDIUM-0015", model(jar -> jar.entry("lib/code.jar", inner("x/Y.class", CLASS)))),
        of("archive-in-a-model-by-another-name", "an archive in a model, called weights", "SP-MEDIUM-0015", model(jar -> jar.entry("weights.bin", inner("x/Y.class", CLASS)))),
        of("script-in-a-model", "a script in a model", "SP-MEDIUM-0015", model(jar -> jar.entry("tokenizer.py", TEXT))),
        of("activator-in-a-model", "a model with an activator", "SP-MEDIUM-0015", model(jar -> jar.header("Bundle-Activator", "x.Y"))),
        of("two-manifests", "a jar that one reader reads from its start and another from its end", "SP-MEDIUM-0011", shop -> publish(shop, Workshop.capability(twoReadings()))),
        of("manifest-in-another-spelling", "a second manifest, in small letters", "SP-MEDIUM-0011", bundle(jar -> jar.entry("META-INF/manifest.mf", TEXT))),
        of("manifest-per-java-version", "a second manifest for newer versions of Java", POLICY, bundle(jar -> jar.header("Multi-Release", "true").entry("META-INF/versions/9/OSGI-INF/MANIFEST.MF", TEXT))),
        of("entry-leaves-the-jar", "an entry by the name ../../etc/cron.d/x", "SP-MEDIUM-0047", bundle(jar -> jar.entry("../../etc/cron.d/x", TEXT))),
        of("zip-bomb", "a jar of a megabyte that unpacks to more than one gigabyte", "SP-MEDIUM-0045", shop -> publish(shop, Workshop.capability(Bomb.in(Workshop.bundle())))),
        of("zip-bomb-in-an-inner-jar", "the same in a jar in the bundle", "SP-MEDIUM-0045",
            shop -> publish(shop, Workshop.capability(Workshop.bundle().entry("inner.jar", Bomb.in(BundleJar.named("inner", "1"))).bytes()))),
        of("no-jar", "a bundle that is no jar", "SP-MEDIUM-0011", shop -> publish(shop, Workshop.capability(TEXT))),
        of("header-of-another-package", "a bundle that says it belongs to another package", "SP-MEDIUM-0012", bundle(jar -> jar.header("Sallyport-Package", "opcua;version=1.0.0"))),
        of("descriptor-under-another-name", "the descriptor of one package under another's name", "SP-MEDIUM-0008", described(json -> json.toBuilder().put("name", "opcua").build())),
        of("descriptor-against-metadata", "a descriptor that names another digest than is signed for", "SP-MEDIUM-0009",
            described(json -> json.toBuilder().put("parts", json.objects("parts").stream().map(part -> part.toBuilder().put("sha256", "0".repeat(64)).build()).toList()).build())),
        of("descriptor-part-climbs", "a part by the name ../../x.jar", "SP-TRUST-0060",
            described(json -> json.toBuilder().put("parts", json.objects("parts").stream().map(part -> part.toBuilder().put("path", "../../x.jar").build()).toList()).build())),
        of("unknown-kind", "a package of a kind that is not known", "SP-TRUST-0040", described(json -> json.toBuilder().put("kind", "platform").build())),
        of("descriptor-of-tomorrow", "a descriptor in a later format", "SP-TRUST-0060", described(json -> json.toBuilder().put("schema", "sallyport.package/9").build())),
        of("same-version-other-content", "a version that is known, with other content", "SP-MEDIUM-0010", shop -> publish(shop, new NewPackage("predictive-maintenance", "capability", "1.0.0",
            Workshop.bundle().header("Bundle-SymbolicName", "hostile.pm").header("Sallyport-Package", "predictive-maintenance;version=1.0.0").bytes()))));
  }

  private static Function<Workshop, Media> bundle(UnaryOperator<BundleJar> change) {
    return shop -> publish(shop, Workshop.capability(change.apply(Workshop.bundle()).bytes()));
  }

  private static Function<Workshop, Media> model(UnaryOperator<BundleJar> change) {
    return shop -> publish(shop, Workshop.model(change.apply(Workshop.model()).bytes()));
  }

  private static Function<Workshop, Media> described(UnaryOperator<io.sallyport.trust.JsonObject> change) {
    return shop -> publish(shop, Workshop.probe().described(change));
  }

  private static Media publish(Workshop shop, NewPackage pack) {
    return shop.edition().release(pack).publish();
  }

  private static Media twins(Workshop shop) {
    NewPackage other = new NewPackage("twin", "capability", "1.0.0", Workshop.bundle().header("Sallyport-Package", "twin;version=1.0.0").bytes());
    return shop.released().release(other).publish();
  }

  private static byte[] inner(String entry, byte[] content) {
    return BundleJar.named("inner", "1").entry(entry, content).bytes();
  }

  /** What a reader from the start sees is not what the directory at the end names. */
  private static byte[] twoReadings() {
    byte[] shown = Workshop.bundle().header("Bundle-SymbolicName", "io.sallyport.vault").bytes();
    byte[] hidden = Workshop.bundle().bytes();
    byte[] both = Arrays.copyOf(shown, shown.length + hidden.length);
    System.arraycopy(hidden, 0, both, shown.length, hidden.length);
    return both;
  }
}
