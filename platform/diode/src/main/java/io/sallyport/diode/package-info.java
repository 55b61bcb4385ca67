/** Media over a one-way line (ADR 0008): sender, receiver, and what an operator carries back by hand. */
@Export
@Version("0.1.0")
package io.sallyport.diode;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
