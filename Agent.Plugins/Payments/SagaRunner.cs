using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Microsoft.Extensions.Logging;

namespace Agent.Plugins.Payments;

/// <summary>Drives a journal by <see cref="SagaTable"/> to its end, or to a step whose outcome is not known yet.</summary>
/// <remarks>Nobody's cancellation reaches in here: what has begun is brought as far as it can be, and every call has its own bound. Two that drive the same journal do no harm, because every step has its key and is saved only if the journal still stands at it.</remarks>
internal sealed class SagaRunner(IDatabase database, PlatformDirectory platforms, IPaymentGateway gateway, TimeProvider clock, IdSource ids, ILogger<SagaRunner> log)
{
    /// <summary>How long to wait before each further question with the same key.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(800)];

    /// <param name="persistent">Whether to ask again at once where no answer comes. Recovery comes back later instead.</param>
    /// <returns>The journal as it now stands; not done where an answer is still owed.</returns>
    public async Task<Journal> RunAsync(Journal journal, bool persistent)
    {
        while (!journal.IsDone)
        {
            var step = SagaTable.Steps[journal.Step];
            var then = step.Overdue is { } other && clock.GetUtcNow() >= journal.Deadline
                ? (_, late, _) => late with { Step = other, Refusal = new Refusal(RefusalCode.QuoteExpired) { At = late.Deadline } }
                : await AskAsync(step, journal, persistent ? Pauses.Length : 0);
            if (then is null) return journal;
            journal = await database.WriteAsync(tx => Move(tx, journal, then), CancellationToken.None);
        }

        return journal;
    }

    private Journal Move(ITransaction tx, Journal asked, Transition then)
    {
        var current = JournalStore.Find(tx, asked.Id)!;
        if (current.Step != asked.Step) return current;
        var now = clock.GetUtcNow();
        var next = then(tx, current, now);
        JournalStore.Save(tx, next, now);
        return next;
    }

    /// <returns>Null where no answer came.</returns>
    private async Task<Transition?> AskAsync(SagaStep step, Journal journal, int repeats)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await AskOnceAsync(step, journal) is { } answer) return answer;
            if (attempt >= repeats) return null;
            await Task.Delay(Pauses[attempt], clock, CancellationToken.None);
        }
    }

    private async Task<Transition?> AskOnceAsync(SagaStep step, Journal journal)
    {
        // A platform that is no longer registered is as silent as one that is down.
        if (platforms.Find(journal.PlatformId) is not { } platform) return null;
        try
        {
            var answer = await platforms.AskAsync(platform, (p, token) => step.AskAsync(p, gateway, journal, token), CancellationToken.None);
            return answer.Value;
        }
        catch (Exception e)
        {
            // An error of the other side, a time-out of its client's own included, says as little about what it did as silence does.
            log.LogError(e, "{Step} of {OrderId} failed and stays open; error {ErrorId}", journal.Step, journal.OrderId, ids.Next("err"));
            return null;
        }
    }
}
