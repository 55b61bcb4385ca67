package io.sallyport.identity;

import io.sallyport.trust.JsonObject;

/**
 * An electronic signature over a record.
 *
 * @param record what was signed, with {@code user}, {@code name}, {@code role}, {@code meaning} and UTC {@code time}; the signature is
 *     over its canonical JSON
 * @param keyid id of the signer's TUF key
 * @param signature lower-case hex
 */
public record SignedRecord(JsonObject record, String keyid, String signature) {}
