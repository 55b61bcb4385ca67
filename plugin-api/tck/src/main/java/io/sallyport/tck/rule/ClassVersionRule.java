package io.sallyport.tck.rule;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.tck.Finding;
import io.sallyport.tck.StaticRule;
import io.sallyport.tck.Subject;
import io.sallyport.trust.site.PackageKind;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Class files are of Java 17 or earlier. Those below {@code META-INF/versions} are for other runtimes and are not loaded here. */
final class ClassVersionRule implements StaticRule {
  private static final int JAVA_17 = 61;
  private static final int FIRST_JAVA = 44;
  private static final int MAGIC = 0xCAFEBABE;
  private static final int SHOWN = 5;

  @Override
  public String id() {
    return "SP-TCK-0016";
  }

  @Override
  public String title() {
    return "Every class file is of Java 17 or earlier, in nested jars too";
  }

  @Override
  public String why() {
    return "The platform runs on Java 17: a later class fails with UnsupportedClassVersionError when it is first needed";
  }

  @Override
  public Set<PackageKind> kinds() {
    return EnumSet.complementOf(EnumSet.of(PackageKind.MODEL));
  }

  @Override
  public Finding judge(Subject subject) {
    List<String> later = new ArrayList<>();
    int classes = 0;
    for (Path bundle : subject.bundles()) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(bundle))) {
        classes += scan(bundle.getFileName() + "!/", in, later);
      } catch (IOException e) {
        throw ToolRefusals.io(e, bundle);
      }
    }
    return later.isEmpty() ? Finding.passed(classes + " classes")
        : Finding.failed(later.size() + " classes of a later Java: " + String.join(", ", later.subList(0, Math.min(SHOWN, later.size()))));
  }

  private static int scan(String prefix, InputStream jar, List<String> later) throws IOException {
    ZipInputStream zip = new ZipInputStream(jar);
    int classes = 0;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      if (name.endsWith(".jar")) {
        classes += scan(prefix + name + "!/", zip, later);
      } else if (name.endsWith(".class") && !name.startsWith("META-INF/versions/") && !name.endsWith("module-info.class")) {
        DataInputStream data = new DataInputStream(zip);
        boolean isClass = data.readInt() == MAGIC;
        int version = data.readInt() & 0xFFFF;
        if (isClass && version > JAVA_17) {
          later.add(prefix + name + " (Java " + (version - FIRST_JAVA) + ")");
        }
        classes++;
      }
    }
    return classes;
  }
}
