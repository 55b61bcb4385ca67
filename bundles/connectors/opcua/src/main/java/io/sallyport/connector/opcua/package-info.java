/**
 * Reads signals from an OPC UA server (OPC 10000) over a secured channel. {@link io.sallyport.connector.opcua.OpcUaConnector} is
 * the plugin, {@link io.sallyport.connector.opcua.Link} keeps the connection alive, {@link io.sallyport.connector.opcua.Intake}
 * turns notifications into batches. Nothing here is exported.
 */
package io.sallyport.connector.opcua;
