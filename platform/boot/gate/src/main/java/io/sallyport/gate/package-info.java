/** The byte gate: nothing enters the framework unless its digest is admitted. Exported by the framework itself. */
@Export
@Version("0.1.0")
package io.sallyport.gate;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
