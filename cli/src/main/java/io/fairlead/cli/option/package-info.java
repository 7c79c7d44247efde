/**
 * What an operator can decide: {@link io.fairlead.cli.option.Setting} is the one list of options, {@link
 * io.fairlead.cli.option.SettingsLoader} finds their values in flags, file, {@code .env} and environment, and {@link
 * io.fairlead.cli.option.NodeConfigs} makes the nodes' configurations of them. All mistakes are told at once.
 */
package io.fairlead.cli.option;
