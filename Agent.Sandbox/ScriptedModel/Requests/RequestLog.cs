using System.Text;
using Microsoft.AspNetCore.Http;

namespace Agent.Sandbox.ScriptedModel.Requests;

/// <summary>The latest requests, so many at most.</summary>
internal sealed class RequestLog(int keep)
{
    private const string Hidden = "(hidden)";

    private static readonly string[] Secrets = ["auth", "key", "token", "secret", "cookie"];

    private readonly Lock _gate = new();
    private readonly Queue<RecordedRequest> _latest = new();
    private readonly List<(int Count, TaskCompletionSource<RecordedRequest> Waiter)> _waiters = [];
    private int _count;

    public IReadOnlyList<RecordedRequest> Latest
    {
        get
        {
            lock (_gate) return [.. _latest];
        }
    }

    public bool Keeps => keep > 0;

    public RecordedRequest Add(IHeaderDictionary headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var shown = headers.ToDictionary(h => h.Key, h => IsSecret(h.Key) ? Hidden : h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var text = Encoding.UTF8.GetString(body);
        lock (_gate)
        {
            var request = new RecordedRequest(++_count, now, shown, text);
            _latest.Enqueue(request);
            if (_latest.Count > keep) _latest.Dequeue();
            foreach (var (count, waiter) in _waiters)
                if (count == request.Number) waiter.TrySetResult(request);
            _waiters.RemoveAll(w => w.Count == request.Number);
            return request;
        }
    }

    /// <summary>The request of that number, once it has come.</summary>
    public Task<RecordedRequest> WaitAsync(int number, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var request in _latest)
                if (request.Number == number) return Task.FromResult(request);
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(number, _count);
            var waiter = new TaskCompletionSource<RecordedRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((number, waiter));
            return waiter.Task.WaitAsync(cancellationToken);
        }
    }

    private static bool IsSecret(string header) => Secrets.Any(s => header.Contains(s, StringComparison.OrdinalIgnoreCase));
}
