namespace Agent.Sandbox.Tests.Platforms;

public sealed class AlphaContractTests : SandboxContract
{
    protected override string PlatformId => "alpha";
}

public sealed class BetaContractTests : SandboxContract
{
    protected override string PlatformId => "beta";
}

public sealed class GammaContractTests : SandboxContract
{
    protected override string PlatformId => "gamma";
}

public abstract class SandboxContract : PlatformContract
{
    protected abstract string PlatformId { get; }

    protected override Task<PlatformTrial> BeginAsync()
    {
        var world = new TestWorld();
        return Task.FromResult(new PlatformTrial(
            world.Find(PlatformId),
            TestCatalogue.Person,
            TestCatalogue.Home,
            TestCatalogue.Tea,
            TestWorld.Taro,
            by =>
            {
                world.Time.Advance(by);
                return Task.CompletedTask;
            },
            () => world.DisposeAsync().AsTask()));
    }
}
