namespace Agent.Plugins.Platforms;

/// <summary>All registered platforms in the order of their ids, and how to ask them so that one that is down or slow never takes the others with it.</summary>
public sealed class PlatformDirectory(IEnumerable<IPlatform> platforms, TimeProvider clock)
{
    /// <summary>A platform that has not answered by then counts as unavailable for this call.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(2);

    public IReadOnlyList<IPlatform> All { get; } = [.. platforms.OrderBy(p => p.Info.Id, StringComparer.Ordinal)];

    public IPlatform? Find(string platformId) => All.FirstOrDefault(p => string.Equals(p.Info.Id, platformId, StringComparison.Ordinal));

    /// <summary>Asks the chosen platforms at once; the answers are in the order of <see cref="All"/>.</summary>
    public async Task<IReadOnlyList<PlatformAnswer<T>>> AskAsync<T>(Func<IPlatform, bool> which, Func<IPlatform, CancellationToken, Task<T>> question, CancellationToken cancellationToken) =>
        await Task.WhenAll(All.Where(which).Select(p => AskAsync(p, question, cancellationToken)));

    /// <summary>Asks one platform. <see cref="ShopException.Unavailable"/> and silence become an answer; every other error is thrown.</summary>
    public async Task<PlatformAnswer<T>> AskAsync<T>(IPlatform platform, Func<IPlatform, CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            // One that does not heed its token is left behind: a payment waits for it without any other bound.
            return new PlatformAnswer<T>(platform.Info, true, await question(platform, both.Token).WaitAsync(both.Token));
        }
        catch (ShopException e) when (e.Code == ShopException.Unavailable)
        {
            return new PlatformAnswer<T>(platform.Info, false, default);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new PlatformAnswer<T>(platform.Info, false, default);
        }
    }
}

/// <param name="Answered">False when the platform was unavailable; there is no value then.</param>
public sealed record PlatformAnswer<T>(PlatformInfo Platform, bool Answered, T? Value);
