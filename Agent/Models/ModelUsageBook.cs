using System.Globalization;
using Agent.Plugins.Storage;

namespace Agent.Models;

/// <summary>What models used, by day and model, so that a day's budget holds across restarts. Thread-safe.</summary>
internal sealed class ModelUsageBook(IDatabase database, ModelSettings settings, TimeZoneInfo zone, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _day;
    private ModelUsage _today;

    /// <returns>The budget that is used up, as the wording names it; null while there is some left.</returns>
    public async ValueTask<string?> SpentAsync(TurnRoute route)
    {
        var budget = settings.Budget;
        var inTurn = route.Total;
        var conversation = route.Before + inTurn;
        if (conversation.Tokens >= budget.ConversationTokens || conversation.CostMicros >= budget.ConversationCost) return "budget_conversation";
        if (budget is { DayTokens: null, DayCost: null }) return null;
        var today = await TodayAsync() + inTurn;
        return today.Tokens >= budget.DayTokens || today.CostMicros >= budget.DayCost ? "budget_day" : null;
    }

    /// <summary>Keeps what a turn used.</summary>
    public async Task KeepAsync(TurnRoute route)
    {
        if (route.Used.Count == 0) return;
        var used = route.Used;
        await _gate.WaitAsync();
        try
        {
            var day = Day();
            if (_day == day) _today += route.Total;
            await database.WriteAsync(
                tx =>
                {
                    foreach (var (model, usage) in used)
                    {
                        tx.Execute(
                            "INSERT INTO model_usage (day, model, requests, input_tokens, cached_tokens, output_tokens, cost_micros) VALUES ($1, $2, $3, $4, $5, $6, $7) "
                            + "ON CONFLICT DO UPDATE SET requests = requests + excluded.requests, input_tokens = input_tokens + excluded.input_tokens, cached_tokens = cached_tokens + excluded.cached_tokens, "
                            + "output_tokens = output_tokens + excluded.output_tokens, cost_micros = cost_micros + excluded.cost_micros",
                            day,
                            model,
                            usage.Requests,
                            usage.InputTokens,
                            usage.CachedTokens,
                            usage.OutputTokens,
                            usage.CostMicros);
                    }

                    return used.Count;
                },
                CancellationToken.None);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<ModelUsage> TodayAsync()
    {
        await _gate.WaitAsync();
        try
        {
            var day = Day();
            if (_day == day) return _today;
            _today = await database.ReadAsync(
                tx => tx.QueryFirst(
                    "SELECT COALESCE(SUM(requests), 0), COALESCE(SUM(input_tokens), 0), COALESCE(SUM(cached_tokens), 0), COALESCE(SUM(output_tokens), 0), COALESCE(SUM(cost_micros), 0) FROM model_usage WHERE day = $1",
                    row => new ModelUsage(row.Int(0), row.Number(1), row.Number(2), row.Number(3), row.Number(4)),
                    day),
                CancellationToken.None);
            _day = day;
            return _today;
        }
        finally
        {
            _gate.Release();
        }
    }

    private string Day() => TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
