package io.sallyport.signedrepo.sdk;

import io.sallyport.signedrepo.ToolRefusals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The Javadoc pages, taken out of their jar; none may lead or load anything from elsewhere. */
final class SdkJavadoc {
  private static final Pattern OUTSIDE = Pattern.compile("(?i)(?:href|src|action)\\s*=\\s*[\"']?\\s*(?:https?:)?//");

  private SdkJavadoc() {}

  /** @throws io.sallyport.trust.RefusedException SP-TOOL-0074 if a page links to elsewhere */
  static int unpack(Path jar, Path folder) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> entries = zip.stream().filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("META-INF/")).toList();
      for (ZipEntry entry : entries) {
        Path to = folder.resolve(entry.getName()).normalize();
        try (InputStream in = zip.getInputStream(entry)) {
          byte[] page = in.readAllBytes();
          boolean html = entry.getName().endsWith(".html");
          if (!to.startsWith(folder) || html && OUTSIDE.matcher(new String(page, StandardCharsets.UTF_8)).find()) {
            throw ToolRefusals.refuse("SP-TOOL-0074", "a page of the Javadoc leads elsewhere: " + entry.getName(), jar, "build it without links to other sites");
          }
          Files.createDirectories(to.getParent());
          Files.write(to, page);
        }
      }
      return entries.size();
    } catch (IOException e) {
      throw ToolRefusals.io(e, jar);
    }
  }
}
