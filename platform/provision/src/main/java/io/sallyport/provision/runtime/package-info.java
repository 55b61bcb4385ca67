/** What provision asks of those who run packages of a kind, step by step through a swap. */
@Export
@Version("0.1.0")
package io.sallyport.provision.runtime;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
