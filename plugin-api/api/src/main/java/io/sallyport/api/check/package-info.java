/** Executable checks and their results. */
@Export
@Version("0.1.0")
package io.sallyport.api.check;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
