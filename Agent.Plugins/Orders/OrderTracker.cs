using Agent.Plugins.Campaigns;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Microsoft.Extensions.Logging;

namespace Agent.Plugins.Orders;

/// <summary>Follows open orders at their platforms. Thread-safe; one poll at a time is enough.</summary>
public sealed class OrderTracker
{
    private readonly IDatabase _database;
    private readonly PlatformDirectory _platforms;
    private readonly OrderLeases _leases;
    private readonly ToldOrders _told;
    private readonly IdSource _ids;
    private readonly TimeProvider _clock;
    private readonly ILogger<OrderTracker> _log;

    internal OrderTracker(IDatabase database, PlatformDirectory platforms, OrderLeases leases, ToldOrders told, IdSource ids, TimeProvider clock, ILogger<OrderTracker> log) =>
        (_database, _platforms, _leases, _told, _ids, _clock, _log) = (database, platforms, leases, told, ids, clock, log);

    /// <summary>Asks how the open orders stand, keeps the answers, and gives each change once, over restarts too. Of platforms that do not answer, the last known state stays.</summary>
    /// <returns>What is kept as told by then: also when cancelled half-way, and when one order fails, which is logged.</returns>
    public async Task<IReadOnlyList<OrderNews>> PollAsync(CancellationToken cancellationToken)
    {
        var news = new List<OrderNews>();
        var silent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var followed in await _database.ReadAsync(OrderStore.ListToFollow, cancellationToken))
        {
            try
            {
                if (await FollowAsync(followed, silent, cancellationToken) is { } told) news.Add(told);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                _log.LogError(e, "{OrderId} could not be followed; error {ErrorId}", followed.Order.Id, _ids.Next("err"));
            }
        }

        return news;
    }

    private async Task<OrderNews?> FollowAsync(FollowedOrder followed, HashSet<string> silent, CancellationToken cancellationToken)
    {
        if (_leases.IsHeld(followed.Order.Id)) return null;
        var seen = await AskAsync(followed.Order, silent, cancellationToken);
        if (seen is null && !followed.HasNews) return null;
        var free = !followed.Told.Late && seen is not null && seen.ExpectedAt > seen.PromisedBy && await IsFreeToCancelAsync(followed.Order, silent, cancellationToken);
        return await _database.WriteAsync(tx => Keep(tx, followed.Order.Id, seen, free), cancellationToken);
    }

    /// <summary>Whether the platform lets a late order go at no cost; where it does not say, nothing is offered.</summary>
    private async Task<bool> IsFreeToCancelAsync(Order order, HashSet<string> silent, CancellationToken cancellationToken)
    {
        if (_platforms.Find(order.Quote.PlatformId) is not { } platform) return false;
        var answer = await _platforms.AskAsync(platform, (p, token) => p.GetCancellationTermsAsync(order.PlatformOrderId!, [], token), cancellationToken);
        if (!answer.Answered) silent.Add(order.Quote.PlatformId);
        return answer is { Answered: true, Value: { Succeeded: true, Value.Fee.IsZero: true } };
    }

    /// <summary>The order as its platform sees it now, kept; as last known where the platform does not answer. What is seen here is still told as news.</summary>
    internal async Task<Order> RefreshAsync(Order order, CancellationToken cancellationToken)
    {
        var seen = await AskAsync(order, [], cancellationToken);
        return await _database.WriteAsync(
            tx =>
            {
                var now = OrderStore.FindAny(tx, order.Id)!;
                return seen is null || JournalStore.IsUnfinished(tx, order.Id) ? now : Merge(tx, now, seen);
            },
            cancellationToken);
    }

    private async Task<PlatformOrder?> AskAsync(Order order, HashSet<string> silent, CancellationToken cancellationToken)
    {
        if (!order.IsOpen || order.PlatformOrderId is not { } id || silent.Contains(order.Quote.PlatformId) || _platforms.Find(order.Quote.PlatformId) is not { } platform) return null;
        var answer = await _platforms.AskAsync(platform, (p, token) => p.TrackAsync(id, token), cancellationToken);
        if (!answer.Answered) silent.Add(order.Quote.PlatformId);
        return answer.Value;
    }

    private OrderNews? Keep(ITransaction tx, string orderId, PlatformOrder? seen, bool free)
    {
        // A turn has taken it up meanwhile and tells the person itself.
        if (_leases.IsHeld(orderId)) return null;
        var followed = OrderStore.FindFollowed(tx, orderId);
        var order = seen is null || JournalStore.IsUnfinished(tx, orderId) ? followed.Order : Merge(tx, followed.Order, seen);
        // A receipt says nothing of lateness.
        var told = _told.Take(orderId) is { } inTurn ? inTurn with { Late = followed.Told.Late } : followed.Told;
        if (OrderSight.Of(order) != followed.Told) OrderStore.MarkTold(tx, order);
        return OrderSight.Of(order).Since(told) is { } what ? new OrderNews(order, told.State, what, free && OrderViews.IsLate(order)) : null;
    }

    private Order Merge(ITransaction tx, Order order, PlatformOrder seen)
    {
        if (!order.IsOpen || seen.History.Count == 0) return order;
        var merged = order with
        {
            History = [.. order.History.TakeWhile(s => s.State == OrderState.Pending), .. seen.History],
            PromisedBy = seen.PromisedBy,
            ExpectedAt = seen.ExpectedAt,
            Courier = seen.Courier,
            LateReason = seen.LateReason,
        };
        if (merged.State == OrderState.Cancelled)
        {
            Cancellations.BeginReturn(tx, _ids, merged, _clock.GetUtcNow());
            return OrderStore.FindAny(tx, order.Id)!;
        }

        if (merged.State == OrderState.Delivered) CampaignBooks.Close(tx, merged, _clock.GetUtcNow());
        OrderStore.Save(tx, merged);
        return merged;
    }
}
