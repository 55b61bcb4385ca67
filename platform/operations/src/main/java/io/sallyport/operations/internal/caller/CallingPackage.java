package io.sallyport.operations.internal.caller;

import java.util.Dictionary;
import org.osgi.framework.Bundle;

/** Which package a plugin's bundle belongs to, by its header {@code Sallyport-Package}; it cannot be forged by the caller at run time. */
public final class CallingPackage {
  private static final String HEADER = "Sallyport-Package";

  private CallingPackage() {}

  /** The package's name; a bundle of the platform has none and is called by its symbolic name. */
  public static String of(Bundle caller) {
    Dictionary<String, String> headers = caller.getHeaders("");
    String header = headers.get(HEADER);
    if (header == null) {
      return String.valueOf(caller.getSymbolicName());
    }
    return header.split("[;,]", 2)[0].trim();
  }
}
