/**
 * What the SPI's Javadoc promises to the host, as tests: extend the contracts of what a connector implements and start its
 * system, best a simulator on {@link dev.kith.testkit.sim.SimServer}. Needs JUnit 5 and AssertJ, which a connector brings
 * itself.
 *
 * <p>{@link dev.kith.testkit.contract.ConnectorContract} is for every connector. A CRM's also extends {@link
 * dev.kith.testkit.contract.SourceContract} and {@link dev.kith.testkit.contract.LookupContract}, and {@link
 * dev.kith.testkit.contract.WebhookContract} and {@link dev.kith.testkit.contract.LabelContract} if it implements those
 * interfaces. An audience's also extends {@link dev.kith.testkit.contract.SinkContract}, and those of {@link
 * dev.kith.testkit.contract.BulkContract}, {@link dev.kith.testkit.contract.ReaderContract}, {@link
 * dev.kith.testkit.contract.ExporterContract}, {@link dev.kith.testkit.contract.MergerContract}, {@link
 * dev.kith.testkit.contract.TaggerContract} and {@link dev.kith.testkit.contract.EraserContract} that apply.
 */
@NullMarked
package dev.kith.testkit.contract;

import org.jspecify.annotations.NullMarked;
