package io.sallyport.compatibility;

import io.sallyport.api.lifecycle.Plugin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Jars of a plugin API: the one of this build, with what a later release may have changed. */
final class ApiJar {
  private final Map<String, byte[]> entries = new HashMap<>();
  private UnaryOperator<String> exports = UnaryOperator.identity();

  ApiJar() {
    try {
      Path built = Path.of(Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(built)) {
        try (Stream<Path> files = Files.walk(built)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            entries.put(built.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
          }
        }
      } else {
        try (JarFile jar = new JarFile(built.toFile())) {
          for (JarEntry entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
            entries.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
          }
        }
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String name(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  ApiJar withoutType(Class<?> type) {
    entries.remove(name(type) + ".class");
    return this;
  }

  ApiJar withoutMethod(Class<?> type, String method) {
    return changed(type, writer -> new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        return name.equals(method) ? null : super.visitMethod(access, name, descriptor, signature, exceptions);
      }
    });
  }

  ApiJar withoutField(Class<?> type, String field) {
    return changed(type, writer -> new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        return name.equals(field) ? null : super.visitField(access, name, descriptor, signature, value);
      }
    });
  }

  /** Takes flags from a method, or gives them. */
  ApiJar withMethodFlags(Class<?> type, String method, int flags) {
    return changed(type, writer -> new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        return super.visitMethod(name.equals(method) ? access ^ flags : access, name, descriptor, signature, exceptions);
      }
    });
  }

  ApiJar withMethod(Class<?> type, String method, boolean isAbstract) {
    return changed(type, writer -> new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public void visitEnd() {
        MethodVisitor code = super.visitMethod(Opcodes.ACC_PUBLIC | (isAbstract ? Opcodes.ACC_ABSTRACT : 0), method, "()V", null, null);
        if (!isAbstract) {
          code.visitCode();
          code.visitInsn(Opcodes.RETURN);
          code.visitMaxs(0, 1);
        }
        code.visitEnd();
        super.visitEnd();
      }
    });
  }

  ApiJar withExports(UnaryOperator<String> change) {
    exports = change;
    return this;
  }

  Path write(Path jar) {
    try {
      Manifest manifest = new Manifest(new ByteArrayInputStream(entries.get("META-INF/MANIFEST.MF")));
      for (String header : List.of("Export-Package", "Provide-Capability")) {
        String value = manifest.getMainAttributes().getValue(header);
        if (value != null) {
          manifest.getMainAttributes().putValue(header, exports.apply(value));
        }
      }
      try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out, manifest)) {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          if (!entry.getKey().equals("META-INF/MANIFEST.MF")) {
            zip.putNextEntry(new JarEntry(entry.getKey()));
            zip.write(entry.getValue());
          }
        }
      }
      return jar;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ApiJar changed(Class<?> type, Function<ClassWriter, ClassVisitor> change) {
    ClassWriter writer = new ClassWriter(0);
    String entry = name(type) + ".class";
    new ClassReader(entries.get(entry)).accept(change.apply(writer), 0);
    entries.put(entry, writer.toByteArray());
    return this;
  }
}
