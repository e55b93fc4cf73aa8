using Agent.Conversations;
using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Microsoft.Extensions.Logging;

namespace Agent;

/// <summary>Follows open orders for as long as the host runs: asks again for what is pending, and tells each conversation the news of its orders.</summary>
public sealed class OrderWatcher
{
    private readonly Checkout _checkout;
    private readonly OrderTracker _tracker;
    private readonly ConversationLogs _logs;
    private readonly AgentSettings _settings;
    private readonly TimeProvider _clock;
    private readonly IdSource _ids;
    private readonly ILogger<OrderWatcher> _log;

    internal OrderWatcher(Checkout checkout, OrderTracker tracker, ConversationLogs logs, AgentSettings settings, TimeProvider clock, IdSource ids, ILogger<OrderWatcher> log) =>
        (_checkout, _tracker, _logs, _settings, _clock, _ids, _log) = (checkout, tracker, logs, settings, clock, ids, log);

    /// <summary>Between two looks, on the agent's clock.</summary>
    public static TimeSpan Period { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Recovers what a crash left behind, then keeps watching until cancelled. An error is logged, and the next look tries again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var period = new PeriodicTimer(Period, _clock);
        do
        {
            await LookAsync(cancellationToken);
        }
        while (await period.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>One look. What fails takes nothing else with it: a payment that cannot be recovered must not keep everybody's news back.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        await TryAsync(() => _checkout.RecoverAsync(cancellationToken), cancellationToken);
        IReadOnlyList<OrderNews> news = [];
        await TryAsync(async () => news = await _tracker.PollAsync(cancellationToken), cancellationToken);
        foreach (var one in news) await TryAsync(() => TellAsync(one), cancellationToken);
    }

    private async Task TryAsync(Func<Task> part, CancellationToken cancellationToken)
    {
        try
        {
            await part();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (ShopException e)
        {
            _log.LogWarning(e, "Orders could not be followed: {Code}", e.Code);
        }
        catch (Exception e)
        {
            _log.LogError(e, "Orders could not be followed; error {ErrorId}", _ids.Next("err"));
        }
    }

    private async Task TellAsync(OrderNews news)
    {
        var order = news.Order;
        var conversation = _logs.Hold(order.PersonId, order.ConversationId);
        try
        {
            var language = await conversation.LanguageAsync();
            var now = TimeZoneInfo.ConvertTime(_clock.GetUtcNow(), _settings.TimeZone);
            await conversation.StoreAsync(new OrderChanged(OrderViews.Of(order, language, now), news.Before) { What = news.What, FreeToCancel = news.FreeToCancel });
        }
        finally
        {
            conversation.LetGo();
        }
    }
}
