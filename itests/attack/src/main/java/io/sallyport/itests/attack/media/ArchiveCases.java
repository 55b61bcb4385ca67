package io.sallyport.itests.attack.media;

import static io.sallyport.itests.attack.media.MediumCase.of;

import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.forge.BundleJar;
import io.sallyport.itests.appliance.forge.CrookedZip;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Properly signed bundles whose jar, or a jar in it, reads differently from its start than from its end: what the policy judges would not be
 * what the JVM runs.
 */
public final class ArchiveCases {
  private static final String AMBIGUOUS = "SP-MEDIUM-0011";
  private static final byte[] TEXT = "x".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0};
  private static final byte[] CLASS = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 61};
  private static final byte[] FOUR = {0, 0, 0, 0};
  private static final String ENGINE = "ai/onnxruntime/OrtSession.class";
  private static final String NOTE = "note.txt";
  private static final String MORE = "more.txt";
  private static final String LIBRARY = "libx.so";

  private ArchiveCases() {}

  public static List<MediumCase> all() {
    return List.of(
        inner("gap-in-an-inner-jar", "four bytes in a jar in the bundle, after which a native library and an engine follow", zip -> zip.gapBefore(LIBRARY, FOUR)),
        outer("gap-in-a-bundle", "the same in the bundle itself", zip -> zip.gapBefore(LIBRARY, FOUR)),
        outer("gap-before-the-directory", "bytes between the entries and the directory", zip -> zip.gapBeforeDirectory(FOUR)),
        outer("program-before-a-bundle", "a bundle with a script before its first entry", zip -> zip.prefixed("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8))),
        inner("entry-not-in-the-directory", "an inner jar whose directory does not name its library", zip -> zip.listedBefore(LIBRARY)),
        outer("second-end-record-in-a-comment", "a whole second jar in the comment of the first", zip -> zip.withCommentOf(jar().bytes())),
        inner("names-that-differ", "a library that is called note.txt in the directory only", zip -> zip.renamedInDirectory(LIBRARY, "not.txt")),
        outer("one-name-twice", "two entries of one name", zip -> zip.renamed(MORE, NOTE)),
        bundle("names-that-differ-in-case", "two entries whose names differ in case", AMBIGUOUS, jar -> jar.entry("Data.bin", TEXT).entry("data.BIN", TEXT)),
        bundle("file-and-directory", "a file where another entry has a directory", AMBIGUOUS, jar -> jar.entry("data", TEXT).entry("data/x.bin", TEXT)),
        outer("zip64-size", "a size that is in a ZIP64 field for some readers", zip -> zip.directoryField(NOTE, 24, 4, -1)),
        outer("zip64-offset", "an offset that is in a ZIP64 field for some readers", zip -> zip.endField(16, 4, -1)),
        outer("name-in-an-extra-field", "a second name in an Info-ZIP Unicode path field", zip -> zip.extra(NOTE, 0x7075, new byte[] {1, 0, 0, 0, 0, 'x'})),
        inner("descriptor-that-lies", "a descriptor with another length than the directory's", zip -> zip.descriptorField(NOTE, 12, 4, 0)),
        outer("encrypted-entry", "an entry that is marked as encrypted in the directory", zip -> zip.directoryField(NOTE, 8, 2, 0x809)),
        outer("name-of-unsaid-characters", "a name in bytes that are not UTF-8", zip -> zip.renamed(NOTE, "n\u00f6te.txt")),
        outer("more-entries-than-listed", "an end record that counts one entry more than there are", zip -> zip.countedOneMore()),
        bundle("engine-per-java-version", "an engine for newer versions of Java", "SP-MEDIUM-0014",
            jar -> jar.header("Multi-Release", "true").entry("META-INF/versions/17/" + ENGINE, CLASS)),
        bundle("engine-in-a-folder-of-the-class-path", "an engine in a folder that the class path takes for a jar", "SP-MEDIUM-0014",
            jar -> jar.header("Bundle-ClassPath", ".,x.jar").entry("x.jar/" + ENGINE, CLASS)),
        bundle("jars-three-deep", "a jar in a jar in a jar", "SP-MEDIUM-0070",
            jar -> jar.entry("a.jar", BundleJar.named("a", "1").entry("b.jar", BundleJar.named("b", "1").entry("lib/libx.so", ELF).bytes()).bytes())),
        bundle("larger-than-memory-allows", "a bundle of more than 64 MiB", "SP-MEDIUM-0071", jar -> jar.entry("noise.bin", noise())));
  }

  private static MediumCase outer(String name, String threat, UnaryOperator<CrookedZip> change) {
    return of(name, threat, AMBIGUOUS, shop -> publish(shop, change.apply(CrookedZip.of(loaded(Workshop.bundle()).bytes())).bytes()));
  }

  private static MediumCase inner(String name, String threat, UnaryOperator<CrookedZip> change) {
    return bundle(name, threat, AMBIGUOUS, bundle -> bundle.entry("inner.jar", change.apply(CrookedZip.of(jar().bytes())).bytes()));
  }

  private static MediumCase bundle(String name, String threat, String code, UnaryOperator<BundleJar> change) {
    Function<Workshop, Media> make = shop -> publish(shop, change.apply(Workshop.bundle()).bytes());
    return of(name, threat, code, make);
  }

  private static Media publish(Workshop shop, byte[] bundle) {
    return shop.edition().release(Workshop.capability(bundle)).publish();
  }

  private static BundleJar jar() {
    return loaded(BundleJar.named("inner", "1"));
  }

  private static BundleJar loaded(BundleJar jar) {
    return jar.entry(NOTE, TEXT).entry(LIBRARY, ELF).entry(ENGINE, CLASS).entry(MORE, TEXT);
  }

  /** Does not shrink; the same at every run. */
  private static byte[] noise() {
    byte[] bytes = new byte[65 << 20];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
