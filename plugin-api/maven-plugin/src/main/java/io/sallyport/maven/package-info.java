/** Goals of the Maven plugin: thin; what they do is in the TCK. */
package io.sallyport.maven;
