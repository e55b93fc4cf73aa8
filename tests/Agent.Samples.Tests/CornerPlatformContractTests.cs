using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.People;
using OwnPlatform;

namespace Agent.Samples.Tests;

/// <summary>All that it takes to try a platform of one's own.</summary>
public sealed class CornerPlatformContractTests : PlatformContract
{
    protected override Task<PlatformTrial> BeginAsync()
    {
        var time = new VirtualTime();
        return Task.FromResult(new PlatformTrial(
            new CornerPlatform(time, new SeededIds(1)),
            "ann",
            new Address("home", new LocalizedText("home", "家", "Zuhause"), "Mill Lane 4", CornerMenu.Zone),
            CornerMenu.Store.Id,
            new BasketLine("1", CornerMenu.Whole.Items[0].Id, ["size.large"], 2),
            by =>
            {
                time.Advance(by);
                return Task.CompletedTask;
            },
            () => Task.CompletedTask));
    }
}
