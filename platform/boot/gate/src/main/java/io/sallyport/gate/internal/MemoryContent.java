package io.sallyport.gate.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.apache.felix.framework.cache.Content;
import org.apache.felix.framework.cache.ContentDirectoryContent;

/** What a bundle, or a jar inside one, holds, served from memory: nothing is unpacked, and there are no native libraries. Thread-safe. */
final class MemoryContent implements Content {
  private static final String SELF = ".";
  private static final String JAR = ".jar";

  private final MemoryJar jar;

  MemoryContent(MemoryJar jar) {
    this.jar = jar;
  }

  /** Content of the same jar is shared, so only {@link MemoryJar#release} lets go of it. */
  @Override public void close() {}

  @Override public boolean hasEntry(String name) {
    return jar.find(name).isPresent();
  }

  @Override public boolean isDirectory(String name) {
    return jar.find(name).filter(MemoryContent::directory).isPresent();
  }

  @Override public Enumeration<String> getEntries() {
    List<String> names = jar.names();
    return names.isEmpty() ? null : Collections.enumeration(names);
  }

  @Override public byte[] getEntryAsBytes(String name) {
    try {
      String found = jar.find(name).orElse(null);
      return found == null ? null : jar.read(found);
    } catch (IOException e) {
      return null;
    }
  }

  @Override public InputStream getEntryAsStream(String name) throws IOException {
    String found = jar.find(name).orElse(null);
    return found == null ? null : jar.open(found);
  }

  @Override public Content getEntryAsContent(String name) {
    String relative = name.startsWith("/") ? name.substring(1) : name;
    if (relative.equals(SELF)) {
      return new MemoryContent(jar);
    }
    String found = jar.find(relative).orElse("");
    if (directory(found)) {
      return new ContentDirectoryContent(this, found);
    }
    return found.endsWith(JAR) ? inner(this, found) : null;
  }

  /** A jar inside content, itself in memory; null if it is not one. */
  static Content inner(Content outer, String name) {
    byte[] bytes = outer.getEntryAsBytes(name);
    try {
      return bytes == null ? null : new MemoryContent(new MemoryJar(bytes));
    } catch (IOException e) {
      return null;
    }
  }

  /** None: the framework would have to write it to a file first. Import refuses packages with native code. */
  @Override public String getEntryAsNativeLibrary(String name) {
    return null;
  }

  @Override public URL getEntryAsURL(String name) {
    return null;
  }

  @Override public long getContentTime(String name) {
    return jar.find(name).map(jar::time).orElse(-1L);
  }

  private static boolean directory(String name) {
    return name.endsWith("/");
  }
}
