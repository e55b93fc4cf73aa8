using System.ComponentModel;
using Agent.Plugins;
using Agent.Plugins.Payments;

namespace Agent.SemanticKernel.Tests.World;

/// <summary>A plugin of an embedder's own that fails.</summary>
public sealed class BrokenPlugin(TurnContext turn)
{
    [Description("Opens the drawer.")]
    public Task<Outcome<WalletView>> OpenDrawer() => throw new InvalidOperationException($"hunter2 of {turn.PersonId}");
}
