using System.Collections.Concurrent;

namespace Agent.Testing;

/// <summary>Runs asynchronous code to its end on the calling thread, moving a virtual clock on whenever everything waits for it.</summary>
public sealed class VirtualThread(VirtualTime time) : SynchronizationContext
{
    private static readonly TimeSpan Blink = TimeSpan.FromMicroseconds(400);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _work = new();

    /// <exception cref="InvalidOperationException">The task waits for something that neither runs here nor is due on the clock.</exception>
    public T Run<T>(Func<Task<T>> main)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var task = main();
            while (!task.IsCompleted)
            {
                if (_work.TryDequeue(out var work)) work.Callback(work.State);
                else if (ComesFromThePool(task, Blink)) continue;
                else if (time.NextDue is { } due) time.MoveTo(due);
                else if (!ComesFromThePool(task, Patience)) throw new InvalidOperationException("The task waits for something outside this thread and its clock.");
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public void Run(Func<Task> main) =>
        Run(async () =>
        {
            await main();
            return 0;
        });

    public override void Post(SendOrPostCallback d, object? state) => _work.Enqueue((d, state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>The runtime continues a cancelled delay on its thread pool: the clock must not move past that.</summary>
    private bool ComesFromThePool(Task task, TimeSpan within)
    {
        using var passed = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static p => p.Set(), passed, preferLocal: false);
        passed.Wait();
        return SpinWait.SpinUntil(() => !_work.IsEmpty || task.IsCompleted, within);
    }
}
