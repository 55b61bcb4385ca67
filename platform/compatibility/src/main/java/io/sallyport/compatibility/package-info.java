/** Which packages a platform release would break: descriptors, imports and linkage, judged before anyone applies it. */
@Export
@Version("0.1.0")
package io.sallyport.compatibility;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
