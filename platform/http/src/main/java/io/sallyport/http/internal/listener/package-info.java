/** One connector of Jetty's, by our settings: loopback, or TLS. */
package io.sallyport.http.internal.listener;
