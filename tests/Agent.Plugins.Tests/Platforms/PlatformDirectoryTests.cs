using Agent.Plugins.Platforms;

namespace Agent.Plugins.Tests.Platforms;

public sealed class PlatformDirectoryTests
{
    [Fact]
    public async Task A_platform_that_never_answers_and_heeds_no_token_is_left_behind()
    {
        var time = new VirtualTime();
        var directory = new PlatformDirectory([new TestPlatform("deaf")], time);

        var asking = directory.AskAsync(directory.All[0], (_, _) => new TaskCompletionSource<string>().Task, CancellationToken.None);
        asking.IsCompleted.ShouldBeFalse();
        time.Advance(PlatformDirectory.Patience);

        (await asking.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System)).Answered.ShouldBeFalse();
    }
}
