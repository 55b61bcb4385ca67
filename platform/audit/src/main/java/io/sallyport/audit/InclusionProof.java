package io.sallyport.audit;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Proof that an entry is in the log (RFC 6962, section 2.1.1).
 *
 * @param index the entry's place
 * @param leafHash lower-case hex
 * @param path lower-case hex, from the leaf's sibling upwards
 * @param checkpoint the tree head that the proof leads to
 */
public record InclusionProof(long index, String leafHash, List<String> path, Checkpoint checkpoint) {
  public InclusionProof {
    path = List.copyOf(path);
  }

  /** The proof as a C2SP tlog-proof, which stands alone with the entry's bytes and the verifier key. */
  public String text() {
    StringBuilder out = new StringBuilder("c2sp.org/tlog-proof@v1\nindex ").append(index).append('\n');
    for (String hash : path) {
      out.append(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash))).append('\n');
    }
    return out.append('\n').append(checkpoint.note()).toString();
  }
}
