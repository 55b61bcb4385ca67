package io.sallyport.connector.opcua;

import io.sallyport.api.lifecycle.PluginFiles;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A password that is read at each login, so that it can be changed on disk.
 *
 * @param secret its name among the package's secrets
 */
record Password(PluginFiles files, String secret) {
  /** In UTF-8; the caller wipes it. @throws LinkException BAD_USER if it cannot be used */
  byte[] read() {
    char[] text;
    try {
      text = files.secret(secret);
    } catch (IllegalStateException e) {
      throw new LinkException(LinkState.BAD_USER, new Problem("SP-OPCUA-0007", "the password cannot be had: " + e.getMessage(), "the secret " + secret,
          "do what the refusal says; it is read anew at the next attempt"), e);
    }
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
    Arrays.fill(text, '\0');
    byte[] bytes = Arrays.copyOf(encoded.array(), encoded.limit());
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }
}
