/**
 * The audit log: an append-only Merkle log that an auditor can prove without this software.
 *
 * <p>On disk, below {@code DATA/audit/}:
 * <pre>
 * checkpoint            latest tree head: C2SP tlog-checkpoint, a signed note by the appliance key (Ed25519)
 * key                   the note verifier key of the log: NAME+HASH+BASE64
 * tile/L/N[.p/W]        C2SP tlog-tiles: Merkle tree hashes, RFC 6962, SHA-256, 256 hashes to a full tile
 * tile/entries/N[.p/W]  entries: 16-bit big-endian length, then canonical JSON
 * wal/FIRST.wal         write-ahead log segments; what is acknowledged is in here, fsynced
 * spool.offset          how much of the gate's refusal spool is already in the log
 * lock                  held by the process that writes
 * </pre>
 *
 * <p>An append is acknowledged when its record in {@code wal/} is on disk. Tiles, entry bundles and the checkpoint follow within a
 * second; a segment of the write-ahead log is deleted only after the files made from it are fsynced and a checkpoint covers it. At
 * the start the remaining segments are replayed: bytes after the last acknowledged record are dropped and recorded as
 * {@code audit.gap}; a log that is shorter than its own last checkpoint, or disagrees with it, opens read-only and refuses appends
 * ({@code SP-AUDIT-0005}). Nothing is repaired silently.
 */
@Export
@Version("0.1.0")
package io.sallyport.audit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
