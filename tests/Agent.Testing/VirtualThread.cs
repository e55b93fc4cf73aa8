using System.Collections.Concurrent;

namespace Agent.Testing;

/// <summary>Runs asynchronous code to its end on the calling thread, moving a virtual clock on whenever everything waits for it.</summary>
public sealed class VirtualThread(VirtualTime time) : SynchronizationContext
{
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
                else if (LetThePoolFinish() || !_work.IsEmpty || task.IsCompleted) continue;
                else if (time.NextDue is { } due) time.MoveTo(due);
                else throw new InvalidOperationException("The task waits for something outside this thread and its clock.");
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

    /// <summary>The runtime cancels a delay from its thread pool. What was queued there before is let through, so that the clock never moves past it.</summary>
    /// <returns>Whether something came of it.</returns>
    private bool LetThePoolFinish()
    {
        // Items start in the order they were queued: when the second marker has run, what came before the first has had a turn of its own.
        for (var marker = 0; marker < 2 && _work.IsEmpty; marker++)
        {
            using var passed = new ManualResetEventSlim();
            ThreadPool.UnsafeQueueUserWorkItem(static p => p.Set(), passed, preferLocal: false);
            passed.Wait();
        }

        return !_work.IsEmpty;
    }
}
