package io.sallyport.audit;

/**
 * A signed tree head (C2SP tlog-checkpoint).
 *
 * @param origin {@code sallyport.io/audit/APPLIANCE-ID}
 * @param size entries covered
 * @param root RFC 6962 tree hash, lower-case hex
 * @param note the signed note, verbatim: what to print, write on outgoing media or have cosigned as an external anchor
 * @param verifierKey the note verifier key that checks it
 */
public record Checkpoint(String origin, long size, String root, String note, String verifierKey) {}
