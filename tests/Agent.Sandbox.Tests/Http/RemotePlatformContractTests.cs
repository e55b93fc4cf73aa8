namespace Agent.Sandbox.Tests.Http;

public sealed class RemotePlatformContractTests : PlatformContract
{
    protected override async Task<PlatformTrial> BeginAsync()
    {
        var world = await RemoteWorld.StartAsync();
        return new PlatformTrial(
            world.Find("alpha"),
            TestCatalogue.Person,
            TestCatalogue.Home,
            TestCatalogue.Tea,
            TestWorld.Taro,
            by =>
            {
                world.Time.Advance(by);
                return Task.CompletedTask;
            },
            () => world.DisposeAsync().AsTask());
    }
}
