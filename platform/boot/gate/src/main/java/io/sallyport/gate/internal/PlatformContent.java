package io.sallyport.gate.internal;

import java.io.File;
import java.util.Map;
import org.apache.felix.framework.Logger;
import org.apache.felix.framework.cache.Content;
import org.apache.felix.framework.cache.JarContent;
import org.apache.felix.framework.util.WeakZipFileFactory;

/** A jar of HOME, read where it lies. What Felix would unpack into the cache is served from memory, or not at all. Thread-safe as its superclass is. */
final class PlatformContent extends JarContent {
  private static final String JAR = ".jar";

  PlatformContent(Logger logger, Map<?, ?> configuration, WeakZipFileFactory zipFiles, Object lock, File nowhere, File jar, WeakZipFileFactory.WeakZipFile open) {
    super(logger, configuration, zipFiles, lock, nowhere, jar, open);
  }

  @Override public Content getEntryAsContent(String name) {
    return name.endsWith(JAR) && !isDirectory(relative(name)) ? MemoryContent.inner(this, relative(name)) : super.getEntryAsContent(name);
  }

  @Override public String getEntryAsNativeLibrary(String name) {
    return null;
  }

  private static String relative(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }
}
