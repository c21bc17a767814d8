//! A web server on a real socket, with every bad habit that servers have.
#![allow(dead_code)]

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Request {
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// How the answer is sent.
#[derive(Debug, Clone, Default)]
pub enum Manner {
    #[default]
    Whole,
    /// A byte at a time, with a pause after each.
    Slow(Duration),
    /// Only so many bytes of the body, then the connection ends.
    Broken(usize),
    /// These bytes and nothing else.
    Raw(Vec<u8>),
    /// Nothing for so long.
    Silent(Duration),
}

/// What is answered.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub manner: Manner,
}

impl Reply {
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Reply { status: 200, body: body.into(), ..Reply::default() }
    }

    pub fn status(status: u16) -> Self {
        Reply { status, ..Reply::default() }
    }

    pub fn redirect(to: &str) -> Self {
        Reply::status(302).with("Location", to)
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub fn html(self) -> Self {
        self.with("Content-Type", "text/html; charset=utf-8")
    }

    pub fn sent(mut self, manner: Manner) -> Self {
        self.manner = manner;
        self
    }
}

/// Runs until the test ends.
pub struct Server {
    pub address: String,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub fn new(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (asked.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, answer) = (log.clone(), answer.clone());
                thread::spawn(move || serve(stream, &log, &*answer));
            }
        });
        Server { address, asked }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    pub fn asked(&self) -> Vec<Request> {
        self.asked.lock().unwrap().clone()
    }

    /// How often a path was asked for.
    pub fn hits(&self, path: &str) -> usize {
        self.asked().iter().filter(|request| request.path == path).count()
    }
}

fn serve(mut stream: TcpStream, log: &Mutex<Vec<Request>>, answer: &dyn Fn(&Request) -> Reply) {
    let Some(request) = read(&stream) else { return };
    log.lock().unwrap().push(request.clone());
    let reply = answer(&request);
    if let Manner::Silent(time) = reply.manner {
        thread::sleep(time);
    }
    if let Manner::Raw(bytes) = &reply.manner {
        let _ = stream.write_all(bytes);
        return;
    }
    let mut head = format!("HTTP/1.1 {} X\r\nConnection: close\r\n", reply.status);
    for (name, value) in &reply.headers {
        head += &format!("{name}: {value}\r\n");
    }
    if reply.status != 304 {
        head += &format!("Content-Length: {}\r\n", reply.body.len());
    }
    head += "\r\n";
    let _ = stream.write_all(head.as_bytes());
    let _ = match reply.manner {
        Manner::Slow(pause) => reply.body.iter().try_for_each(|byte| {
            thread::sleep(pause);
            stream.write_all(&[*byte])
        }),
        Manner::Broken(count) => stream.write_all(&reply.body[..count]),
        _ => stream.write_all(&reply.body),
    };
    let _ = stream.shutdown(Shutdown::Write);
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next()?.ok()?;
    let path = first.split(' ').nth(1)?.to_owned();
    let mut headers = Vec::new();
    for line in lines {
        let line = line.ok()?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    Some(Request { path, headers })
}
