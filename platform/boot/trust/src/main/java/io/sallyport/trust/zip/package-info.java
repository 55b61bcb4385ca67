/**
 * Reads jars that any two readers read alike. The vault judges packages with it, and the gate serves their code with it: what was judged is
 * what runs (ADR 0046).
 *
 * <pre>{@code
 * StrictZip jar = StrictZip.of(bytes); // refuses what is not in the one layout
 * for (StrictZip.Entry entry : jar.entries()) {
 *   byte[] content = entry.bytes();
 * }
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.sallyport.trust.zip;
