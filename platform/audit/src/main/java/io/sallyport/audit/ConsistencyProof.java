package io.sallyport.audit;

import java.util.List;

/**
 * Proof that the log of {@code newSize} entries begins with the log of {@code oldSize} entries (RFC 6962, section 2.1.2).
 *
 * @param oldRoot tree hash at {@code oldSize}, lower-case hex
 * @param newRoot tree hash at {@code newSize}, lower-case hex
 * @param path lower-case hex
 */
public record ConsistencyProof(long oldSize, String oldRoot, long newSize, String newRoot, List<String> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
  }
}
