/** Code of hostile bundles. It is packed into jars by the attacks and never on the class path of the appliance otherwise. */
package io.sallyport.itests.appliance.attack.probe;
